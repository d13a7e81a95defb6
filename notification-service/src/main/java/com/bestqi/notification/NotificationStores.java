package com.bestqi.notification;

import com.bestqi.notification.announcement.AnnouncementStores;
import com.bestqi.notification.inbox.InboxStores;
import com.bestqi.notification.message.MessageStores;
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
                Stream.of(MessageStores.TABLES, InboxStores.TABLES, AnnouncementStores.TABLES)
                        .flatMap(List::stream)
                        .toArray(Class<?>[]::new));
    }
}
