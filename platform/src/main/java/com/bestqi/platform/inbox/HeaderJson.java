package com.bestqi.platform.inbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import org.apache.kafka.common.header.Headers;

/** Kafka headers as a JSON object, for looking at a parked event. */
final class HeaderJson {
    private HeaderJson() {}

    static String write(Headers headers) {
        var json = JsonNodeFactory.instance.objectNode();
        for (var header : headers) {
            // NUL is the one character that jsonb cannot hold.
            json.put(
                    header.key(),
                    header.value() == null
                            ? ""
                            : new String(header.value(), UTF_8).replace("\u0000", "?"));
        }
        return json.toString();
    }
}
