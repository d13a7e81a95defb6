package com.bestqi.consent.phone;

import java.util.List;

/** The tables of this feature, for the inventory. */
public final class PhoneStores {
    /** In order of deletion. */
    public static final List<Class<?>> TABLES = List.of(PhonePermission.class);

    private PhoneStores() {}
}
