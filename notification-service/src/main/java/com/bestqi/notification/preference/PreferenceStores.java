package com.bestqi.notification.preference;

import java.util.List;

/** The tables of this feature, for the inventory. */
public final class PreferenceStores {
    /** In order of deletion. */
    public static final List<Class<?>> TABLES =
            List.of(UnsubscriptionTable.class, PreferenceTable.class);

    private PreferenceStores() {}
}
