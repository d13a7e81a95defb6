package com.bestqi.platform.subject;

import com.bestqi.platform.event.SubjectDirective.Restriction;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.util.List;

/** The JSON column that holds which restrictions of a person are in force in this service. */
final class RestrictionColumn {
    private static final JsonMapper MAPPER =
            JsonMapper.builder()
                    .addModule(new JavaTimeModule())
                    .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                    .build();

    private RestrictionColumn() {}

    static String write(List<Restriction> restrictions) {
        try {
            return MAPPER.writeValueAsString(restrictions);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("restrictions are always JSON", e);
        }
    }

    static List<Restriction> read(String column) {
        if (column.equals("[]")) {
            return List.of();
        }
        try {
            return MAPPER.readValue(column, new TypeReference<List<Restriction>>() {});
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("restriction column is not JSON", e);
        }
    }
}
