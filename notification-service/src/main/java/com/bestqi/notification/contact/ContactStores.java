package com.bestqi.notification.contact;

import java.util.List;

/** The tables of this feature, for the inventory. */
public final class ContactStores {
    /** In order of deletion. */
    public static final List<Class<?>> TABLES = List.of(ContactTable.class);

    private ContactStores() {}
}
