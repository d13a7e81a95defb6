package com.bestqi.consent.permission;

import java.util.List;

/** The tables of this feature, for the inventory. */
public final class PermissionStores {
    /** In order of deletion. */
    public static final List<Class<?>> TABLES = List.of(LedgerEntry.class);

    private PermissionStores() {}
}
