package com.bestqi.device.devicetype;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The catalogue in force, read once. */
@ApplicationScoped
public class DeviceTypes {
    private static final String RESOURCE = "/catalogue/device-types-1.json";

    private final int version;
    private final Map<String, DeviceType> types = new LinkedHashMap<>();

    DeviceTypes() {
        var catalogue = read();
        this.version = catalogue.version();
        catalogue.deviceTypes().forEach(type -> types.put(type.key(), type));
    }

    @RegisterForReflection(
            targets = {
                Catalogue.class,
                DeviceType.class,
                DeviceType.Command.class,
                DeviceType.Argument.class,
                ReadingType.class
            })
    record Catalogue(int version, List<DeviceType> deviceTypes) {}

    private static Catalogue read() {
        try (var file = DeviceTypes.class.getResourceAsStream(RESOURCE)) {
            if (file == null) {
                throw new IllegalStateException("the build lacks " + RESOURCE);
            }
            return JsonMapper.builder().build().readValue(file, Catalogue.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Grows with every change of the catalogue. */
    public int version() {
        return version;
    }

    /** All types, in the order of the catalogue. */
    public List<DeviceType> all() {
        return List.copyOf(types.values());
    }

    /** The type with this key, if there is one. */
    public Optional<DeviceType> find(String key) {
        @Nullable DeviceType type = types.get(key);
        return Optional.ofNullable(type);
    }
}
