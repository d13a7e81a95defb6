package com.bestqi.consent.disclosure;

import java.util.List;

/** The tables of this feature, for the inventory. */
public final class DisclosureStores {
    /** In order of deletion. */
    public static final List<Class<?>> TABLES = List.of(Disclosure.class);

    private DisclosureStores() {}
}
