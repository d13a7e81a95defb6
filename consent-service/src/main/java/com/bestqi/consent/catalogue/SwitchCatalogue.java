package com.bestqi.consent.catalogue;

import com.fasterxml.jackson.core.type.TypeReference;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/** Every switch there is. */
@ApplicationScoped
public class SwitchCatalogue {
    /** The switch that the browser signal {@code Sec-GPC} turns off. */
    public static final String ANALYTICS = "analytics";

    private static final String FILE = "/catalogue/switches.json";

    private final List<PermissionSwitch> switches =
            CatalogueFile.read(FILE, new TypeReference<>() {});

    /** All of them, in the order in which they are shown. */
    public List<PermissionSwitch> all() {
        return switches;
    }

    /** The switch of a key. */
    public Optional<PermissionSwitch> find(String key) {
        return switches.stream().filter(known -> known.key().equals(key)).findFirst();
    }
}
