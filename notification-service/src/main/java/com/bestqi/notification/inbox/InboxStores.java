package com.bestqi.notification.inbox;

import java.util.List;

/** The tables of this feature, for the inventory. */
public final class InboxStores {
    /** In order of deletion. */
    public static final List<Class<?>> TABLES = List.of(Notification.class);

    private InboxStores() {}
}
