package com.bestqi.localstack.gateway;

import io.vertx.core.DeploymentOptions;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;

/** Runs the gateway as a process of its own. */
public final class Gateway {
    private static final int EVENT_LOOPS =
            Math.clamp(Runtime.getRuntime().availableProcessors(), 2, 8);

    private Gateway() {}

    /** Starts it with the settings of the environment; it runs until it is ended. */
    public static void main(String[] arguments) {
        var settings = GatewaySettings.from(System.getenv());
        var places = new Places(settings.maxInFlight(), settings.maxStreams());
        var vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(EVENT_LOOPS));
        vertx.deployVerticle(
                        () -> new GatewayServer(settings, places),
                        new DeploymentOptions().setInstances(EVENT_LOOPS))
                .onFailure(failure -> {
                    System.err.println("the gateway cannot start: " + failure.getMessage());
                    System.exit(1);
                });
    }
}
