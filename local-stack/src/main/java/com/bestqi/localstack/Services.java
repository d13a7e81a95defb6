package com.bestqi.localstack;

import java.util.List;

/**
 * The five services, by the names under which they take part in events, scopes and certificates.
 */
public final class Services {
    /** All of them, in the order of their ports. */
    public static final List<String> ALL =
            List.of("account", "device", "consent", "dsr", "notification");

    private Services() {}
}
