package com.bestqi.platform.web;

import io.quarkus.vertx.http.ManagementInterface;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.jspecify.annotations.Nullable;

/**
 * Lets the port of the API tell of health and metrics as well as the management port does: for a
 * machine of one's own, where one address a service is easier. A deployment leaves it off, so that
 * no mistake of a gateway shows them.
 */
@ApplicationScoped
class OperationsOnApiPort {
    private static final String HEALTH = "/q/health";
    private static final String METRICS = "/q/metrics";

    /** Whether it is to. */
    @ConfigMapping(prefix = "bestqi.operations")
    interface Config {
        /** Off unless somebody wants it. */
        @WithDefault("false")
        boolean onApiPort();
    }

    private final Config config;
    private volatile @Nullable Router management;

    OperationsOnApiPort(Config config) {
        this.config = config;
    }

    void remember(@Observes ManagementInterface started) {
        management = started.router();
    }

    void offer(@Observes Router api) {
        if (config.onApiPort()) {
            // The whole path is the other router's business, so this one must have none.
            api.route("/*").order(Integer.MIN_VALUE + 1).handler(this::pass);
        }
    }

    private void pass(RoutingContext call) {
        var there = management;
        var path = call.normalizedPath();
        if (there != null && (path.startsWith(HEALTH) || path.equals(METRICS))) {
            there.handleContext(call);
        } else {
            call.next();
        }
    }
}
