package com.bestqi.device.sample;

import com.fasterxml.jackson.annotation.JsonValue;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Locale;

/**
 * An item that is not kept.
 *
 * @param index its place in the body, from 0
 */
@RegisterForReflection
public record Refusal(int index, Reason reason) {

    /** Why an item is not kept. */
    @RegisterForReflection
    public enum Reason {
        /** The switch it needs was off when it was taken, or is off now (I-7, PM-8). */
        NO_CONSENT,
        /** The person has restricted this processing (RI-4). */
        RESTRICTED,
        /** Its time is too far ahead. */
        CLOCK_SKEW,
        /** Its time is too far back. */
        TOO_OLD,
        /** It was taken before the device was this person's. */
        BEFORE_CLAIM,
        /** The device type reports nothing of that name. */
        UNKNOWN_TYPE,
        /** The value cannot be true. */
        OUT_OF_RANGE,
        /** Something is missing, or has no form that can be read. */
        MALFORMED;

        /** The name in the API. */
        @JsonValue
        public String key() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }
}
