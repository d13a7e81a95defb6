package com.bestqi.platform.web;

import com.bestqi.platform.problem.CommonProblem;
import io.quarkus.vertx.http.runtime.VertxHttpConfig;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/**
 * Says in words that a body is too large; the server underneath would only close the connection. It
 * goes before the server's own check, which stays for bodies that do not announce their size.
 */
@ApplicationScoped
public class BodyLimit {
    private final long limit;

    /** Takes the limit that the server itself keeps. */
    public BodyLimit(VertxHttpConfig config) {
        this.limit = config.limits().maxBodySize().orElseThrow().asLongValue();
    }

    /** Puts the check in front of everything. */
    public void register(@Observes Router router) {
        router.route().order(Integer.MIN_VALUE).handler(this::check);
    }

    private void check(RoutingContext exchange) {
        var length = exchange.request().getHeader("Content-Length");
        if (length != null && length.length() < 19 && Long.parseLong(length) > limit) {
            refuse(exchange);
        } else {
            exchange.next();
        }
    }

    private static void refuse(RoutingContext exchange) {
        var problem = CommonProblem.PAYLOAD_TOO_LARGE;
        var body =
                new JsonObject()
                        .put("type", problem.type())
                        .put("title", problem.title())
                        .put("status", problem.status())
                        .put("detail", "Send less at once.");
        exchange.response()
                .setStatusCode(problem.status())
                .putHeader("Content-Type", "application/problem+json")
                .putHeader("Cache-Control", "no-store")
                .putHeader("Connection", "close");
        exchange.end(body.toBuffer()).onComplete(_ -> exchange.request().connection().close());
    }
}
