package com.bestqi.consent.catalogue;

import com.fasterxml.jackson.core.type.TypeReference;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/** Every purpose there is (PU-1 to PU-6). */
@ApplicationScoped
public class PurposeCatalogue {
    private static final String FILE = "/catalogue/purposes.json";

    private final List<Purpose> purposes = CatalogueFile.read(FILE, new TypeReference<>() {});

    /** All of them, in the order of the policy. */
    public List<Purpose> all() {
        return purposes;
    }

    /** The purpose of a key. */
    public Optional<Purpose> find(String key) {
        return purposes.stream().filter(known -> known.key().equals(key)).findFirst();
    }
}
