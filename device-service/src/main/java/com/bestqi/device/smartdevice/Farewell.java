package com.bestqi.device.smartdevice;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What a device that was removed is to do when it calls next. */
enum Farewell {
    /** Forget whose it was, and be ready to be paired. */
    UNBIND,
    /** Forget everything it ever learnt, the Wi-Fi as well. */
    FACTORY_RESET;

    /** The name in the API. */
    @JsonValue
    String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
