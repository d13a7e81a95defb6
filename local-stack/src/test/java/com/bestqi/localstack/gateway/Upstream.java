package com.bestqi.localstack.gateway;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

/** Plays all services: tells what reached it. */
final class Upstream {
    final Map<String, HttpServerResponse> held = new ConcurrentHashMap<>();
    final Queue<String> brokenOff = new ConcurrentLinkedQueue<>();
    final Queue<String> reached = new ConcurrentLinkedQueue<>();
    private final HttpServer server;

    Upstream(Vertx vertx) throws Exception {
        server =
                vertx.createHttpServer()
                        .requestHandler(this::handle)
                        .listen(0, "localhost")
                        .toCompletionStage()
                        .toCompletableFuture()
                        .get(10, TimeUnit.SECONDS);
    }

    URI address() {
        return URI.create("http://localhost:" + server.actualPort());
    }

    private void handle(HttpServerRequest request) {
        var path = request.path();
        reached.add(request.uri());
        if (path.endsWith("/ready")) {
            request.response().end();
        } else if (path.equals("/q/openapi")) {
            request.response()
                    .end("{\"paths\": {\"/v1/accounts\": {\"get\": {\"responses\": {}}}}}");
        } else if (path.endsWith("/nothing")) {
            request.response().setStatusCode(204).end();
        } else if (path.endsWith("/hold") || path.endsWith("/stream")) {
            hold(request);
        } else {
            echo(request);
        }
    }

    private void hold(HttpServerRequest request) {
        var response =
                request.response().setChunked(true).putHeader("Content-Type", "text/event-stream");
        response.closeHandler(_ -> brokenOff.add(request.path()));
        if (request.path().endsWith("/stream")) {
            response.write("data: first\n\n");
        }
        held.put(request.path(), response);
    }

    private static void echo(HttpServerRequest request) {
        request.body()
                .onSuccess(body -> {
                    var headers = new JsonObject();
                    request.headers()
                            .forEach(header ->
                                    headers.put(
                                            header.getKey().toLowerCase(Locale.ROOT),
                                            header.getValue()));
                    request.response()
                            .putHeader("Connection", "keep-alive, X-Hop")
                            .putHeader("X-Hop", "1")
                            .putHeader("Content-Type", "application/json")
                            .end(
                                    new JsonObject()
                                            .put("uri", request.uri())
                                            .put("headers", headers)
                                            .put("length", body.length())
                                            .toBuffer());
                });
    }
}
