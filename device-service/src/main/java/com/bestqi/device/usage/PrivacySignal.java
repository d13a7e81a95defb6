package com.bestqi.device.usage;

import org.jspecify.annotations.Nullable;

/** Global Privacy Control: a browser's or an app's standing objection to analysis. */
final class PrivacySignal {
    static final String HEADER = "Sec-GPC";

    private PrivacySignal() {}

    /** Only the value 1 is the signal; anything else says nothing. */
    static boolean given(@Nullable String header) {
        return "1".equals(header);
    }
}
