package com.bestqi.notification.message;

import java.util.List;

/** The tables of this feature, for the inventory. */
public final class MessageStores {
    /** In order of deletion. */
    public static final List<Class<?>> TABLES = List.of(MessageTable.class);

    private MessageStores() {}
}
