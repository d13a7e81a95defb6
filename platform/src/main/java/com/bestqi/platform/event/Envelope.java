package com.bestqi.platform.event;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.UUID;
import org.apache.kafka.common.header.Headers;

/**
 * The CloudEvents 1.0 attributes of an event in Kafka's binary mode.
 *
 * @param id the same however often the event is delivered
 * @param type the event's simple name
 * @param source the service that speaks
 * @param time when it was written
 */
public record Envelope(UUID id, String type, String source, Instant time) {
    private static final String DATA_VERSION = "1";

    /** Adds the attributes as headers. */
    public void write(Headers headers) {
        put(headers, "ce_specversion", "1.0");
        put(headers, "ce_id", id.toString());
        put(headers, "ce_type", type);
        put(headers, "ce_source", "/bestqi/" + source);
        put(headers, "ce_time", time.toString());
        put(headers, "content-type", "application/json");
    }

    /**
     * Reads the attributes; throws {@link IllegalArgumentException}, naming the attribute and never
     * quoting it, when one is missing, malformed, or of a version not known here. Events are
     * additive, so they name a version ({@code ce_dataversion}) only if they break with that.
     */
    public static Envelope read(Headers headers) {
        var version = get(headers, "ce_specversion");
        if (!version.equals("1.0")) {
            throw new IllegalArgumentException("unknown ce_specversion");
        }
        var dataVersion = headers.lastHeader("ce_dataversion");
        if (dataVersion != null && !get(headers, "ce_dataversion").equals(DATA_VERSION)) {
            throw new IllegalArgumentException("unknown ce_dataversion");
        }
        return new Envelope(
                id(get(headers, "ce_id")),
                get(headers, "ce_type"),
                get(headers, "ce_source"),
                time(get(headers, "ce_time")));
    }

    private static UUID id(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("ce_id is no UUID", e);
        }
    }

    private static Instant time(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("ce_time is no instant", e);
        }
    }

    private static void put(Headers headers, String name, String value) {
        headers.add(name, value.getBytes(UTF_8));
    }

    private static String get(Headers headers, String name) {
        var header = headers.lastHeader(name);
        if (header == null || header.value() == null) {
            throw new IllegalArgumentException(name + " is missing");
        }
        return new String(header.value(), UTF_8);
    }
}
