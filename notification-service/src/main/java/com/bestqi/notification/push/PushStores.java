package com.bestqi.notification.push;

import java.util.List;

/** The tables of this feature, for the inventory. */
public final class PushStores {
    /** In order of deletion. */
    public static final List<Class<?>> TABLES =
            List.of(PushEndpoint.class, PushRecipientTable.class);

    private PushStores() {}
}
