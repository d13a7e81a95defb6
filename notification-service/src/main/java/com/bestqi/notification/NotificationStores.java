package com.bestqi.notification;

import com.bestqi.notification.announcement.AnnouncementStores;
import com.bestqi.notification.contact.ContactStores;
import com.bestqi.notification.inbox.InboxStores;
import com.bestqi.notification.message.MessageStores;
import com.bestqi.notification.preference.PreferenceStores;
import com.bestqi.notification.push.PushStores;
import com.bestqi.platform.inventory.Inventory;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.stream.Stream;

/** Declares every table of this service (I-4). */
@Singleton
class NotificationStores {

    @Produces
    @Singleton
    Inventory inventory() {
        return Inventory.of(
                Stream.of(
                                MessageStores.TABLES,
                                InboxStores.TABLES,
                                PushStores.TABLES,
                                PreferenceStores.TABLES,
                                ContactStores.TABLES,
                                AnnouncementStores.TABLES)
                        .flatMap(List::stream)
                        .toArray(Class<?>[]::new));
    }
}
