package com.bestqi.consent.permission;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;

/** Every switch there is. */
@ApplicationScoped
class SwitchCatalogue {
    /** The switch that the browser signal {@code Sec-GPC} turns off. */
    static final String ANALYTICS = "analytics";

    private static final String FILE = "/catalogue/switches.json";

    private final List<PermissionSwitch> switches = read();

    List<PermissionSwitch> all() {
        return switches;
    }

    Optional<PermissionSwitch> find(String key) {
        return switches.stream().filter(known -> known.key().equals(key)).findFirst();
    }

    private static List<PermissionSwitch> read() {
        try (var file = SwitchCatalogue.class.getResourceAsStream(FILE)) {
            if (file == null) {
                throw new IllegalStateException(FILE + " is missing");
            }
            return new JsonMapper().readValue(file, new TypeReference<>() {});
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
