package com.bestqi.account.region;

import com.bestqi.platform.problem.ProblemException;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;

/** The region this deployment serves. */
@ApplicationScoped
public class HomeRegion {

    /** Where the regions are. */
    @ConfigMapping(prefix = "bestqi.region")
    interface Config {
        /** The region this deployment serves: {@code eu}, {@code us} or {@code ap}. */
        @WithDefault("eu")
        String id();

        /** Base URL of the API of each other region. */
        Map<String, String> url();
    }

    private final Config config;

    HomeRegion(Config config) {
        this.config = config;
    }

    /** Name of the region. */
    public String id() {
        return config.id();
    }

    /** Refuses a country that belongs elsewhere, and says where (TR-1). */
    public void require(String countryCode) {
        var region = Region.of(countryCode).key();
        if (region.equals(config.id())) {
            return;
        }
        var refusal =
                new ProblemException(
                                RegionProblem.WRONG_REGION,
                                "Accounts of this country live at the address in baseUrl.")
                        .with("region", region);
        var url = config.url().get(region);
        throw url == null ? refusal : refusal.with("baseUrl", url);
    }
}
