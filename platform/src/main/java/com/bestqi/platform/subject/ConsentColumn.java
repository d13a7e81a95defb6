package com.bestqi.platform.subject;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** The JSON column that holds what a person has granted, and since when. */
final class ConsentColumn {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private ConsentColumn() {}

    static String write(Map<String, Instant> granted) {
        var json = MAPPER.createObjectNode();
        granted.forEach((key, since) -> json.put(key, since.toString()));
        return json.toString();
    }

    static Map<String, Instant> read(String column) {
        if (column.equals("{}")) {
            return Map.of();
        }
        try {
            var granted = new HashMap<String, Instant>();
            MAPPER.readTree(column)
                    .properties()
                    .forEach(entry ->
                            granted.put(entry.getKey(), Instant.parse(entry.getValue().asText())));
            return granted;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("consent column is not JSON", e);
        }
    }
}
