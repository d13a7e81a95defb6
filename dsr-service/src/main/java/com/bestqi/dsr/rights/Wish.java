package com.bestqi.dsr.rights;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a person wrote into a request; stored as ciphertext.
 *
 * @param field what is to be corrected
 * @param value what it is to be
 * @param before what it was
 * @param until when a restriction is to end, as ISO 8601
 * @param recipient whom a portable copy is to go to
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Wish(
        @Nullable String details,
        @Nullable String field,
        @Nullable String value,
        @Nullable String before,
        @Nullable String until,
        @Nullable String recipient) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** When the restriction is to end. */
    public @Nullable Instant end() {
        var text = until;
        return text == null ? null : Instant.parse(text);
    }

    /** The same with what the corrected field was before. */
    public Wish corrected(@Nullable String was) {
        return new Wish(details, field, value, was, until, recipient);
    }

    String json() {
        try {
            return JSON.writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a wish is always JSON", e);
        }
    }

    static Wish read(String json) {
        try {
            return JSON.readValue(json, Wish.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a wish is always JSON", e);
        }
    }

    @Override
    public String toString() {
        return "Wish[hidden]";
    }
}
