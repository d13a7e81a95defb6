package com.bestqi.device.reading;

import com.bestqi.device.devicetype.DeviceType;
import com.bestqi.device.devicetype.ReadingType;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A reading, or a span of many, as the app sees it in lists and in the live stream. */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
record ReadingView(
        Instant at,
        String type,
        @Nullable Double value,
        @Nullable String text,
        @Nullable String unit,
        @Nullable Double min,
        @Nullable Double max,
        @Nullable Long count) {
    static ReadingView of(Reading reading, DeviceType type) {
        return new ReadingView(
                reading.at(),
                reading.type(),
                reading.value(),
                reading.text(),
                unit(reading.type(), type),
                null,
                null,
                null);
    }

    static ReadingView of(ReadingSpan span, DeviceType type) {
        return new ReadingView(
                span.at(),
                span.type(),
                span.mean(),
                null,
                unit(span.type(), type),
                span.min(),
                span.max(),
                span.count());
    }

    private static @Nullable String unit(String name, DeviceType type) {
        return type.reading(name).map(ReadingType::unit).orElse(null);
    }

    /** Keeps what was said out of logs. */
    @Override
    public String toString() {
        return "ReadingView[" + type + "]";
    }
}
