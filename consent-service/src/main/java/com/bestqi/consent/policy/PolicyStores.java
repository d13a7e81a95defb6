package com.bestqi.consent.policy;

import java.util.List;

/** The tables of this feature, for the inventory. */
public final class PolicyStores {
    /** In order of deletion. */
    public static final List<Class<?>> TABLES =
            List.of(
                    PolicyAcceptance.class,
                    PolicyObjection.class,
                    PolicyNotice.class,
                    PolicyVersion.class);

    private PolicyStores() {}
}
