package com.bestqi.platform.inbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.jspecify.annotations.Nullable;

/** Kafka headers as a JSON object, for keeping them with a parked event. */
final class HeaderJson {
    private static final ObjectMapper JSON = new ObjectMapper();

    private HeaderJson() {}

    static String write(Headers headers) {
        var json = JsonNodeFactory.instance.objectNode();
        for (var header : headers) {
            json.put(
                    storable(header.key()),
                    header.value() == null ? "" : storable(new String(header.value(), UTF_8)));
        }
        return json.toString();
    }

    static List<Header> read(String json) {
        try {
            return JSON.readTree(json).properties().stream()
                    .<Header>map(entry ->
                            new RecordHeader(
                                    entry.getKey(), entry.getValue().asText().getBytes(UTF_8)))
                    .toList();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("parked headers are not JSON", e);
        }
    }

    /** NUL is the one character that the database cannot hold in a text. */
    static @Nullable String storable(@Nullable String text) {
        return text == null ? null : text.replace('\u0000', '?');
    }
}
