package com.bestqi.consent.catalogue;

import com.fasterxml.jackson.core.type.TypeReference;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Which countries there are, the region each belongs to, and which are adequate (TR-1, TR-2). */
@ApplicationScoped
public class Countries {
    private static final String FILE = "/catalogue/countries.json";
    private static final Set<String> ISO = Set.of(Locale.getISOCountries());

    /** Where this deployment is. */
    @ConfigMapping(prefix = "bestqi.region")
    interface Config {
        /** The region this deployment serves: {@code eu}, {@code us} or {@code ap}. */
        @WithDefault("eu")
        String id();
    }

    /**
     * The table.
     *
     * @param regions countries by region
     * @param elsewhere the region of all others
     * @param adequate countries outside that a region's law calls adequate
     */
    @RegisterForReflection
    record Table(
            Map<String, List<String>> regions,
            String elsewhere,
            Map<String, List<String>> adequate) {}

    private final Table table = CatalogueFile.read(FILE, new TypeReference<>() {});
    private final Config config;

    Countries(Config config) {
        this.config = config;
    }

    /** Whether it is a country, by its two letters of ISO 3166-1. */
    public boolean exists(String code) {
        return ISO.contains(code);
    }

    /** Whether what goes there leaves the region of this deployment. */
    public boolean abroad(String code) {
        return !regionOf(code).equals(config.id());
    }

    /** Whether the law of this region calls the country adequate. */
    public boolean adequate(String code) {
        return table.adequate().getOrDefault(config.id(), List.of()).contains(code);
    }

    /** The region of this deployment. */
    public String home() {
        return config.id();
    }

    private String regionOf(String code) {
        return table.regions().entrySet().stream()
                .filter(region -> region.getValue().contains(code))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(table.elsewhere());
    }
}
