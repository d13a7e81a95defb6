package com.bestqi.consent.recipient;

import java.util.List;

/** The tables of this feature, for the inventory. */
public final class RecipientStores {
    /** In order of deletion. */
    public static final List<Class<?>> TABLES = List.of(Recipient.class);

    private RecipientStores() {}
}
