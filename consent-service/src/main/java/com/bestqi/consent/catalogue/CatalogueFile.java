package com.bestqi.consent.catalogue;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;

/** The files that come with the service. */
final class CatalogueFile {
    private static final JsonMapper JSON = new JsonMapper();

    private CatalogueFile() {}

    static <T> T read(String name, TypeReference<T> type) {
        try (var file = CatalogueFile.class.getResourceAsStream(name)) {
            if (file == null) {
                throw new IllegalStateException(name + " is missing");
            }
            return JSON.readValue(file, type);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
