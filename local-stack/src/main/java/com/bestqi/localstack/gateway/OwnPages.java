package com.bestqi.localstack.gateway;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;

/**
 * What the gateway offers by itself: the merged description of the API, a page to try it, and its
 * health.
 */
final class OwnPages {
    private final Docs docs;
    private final OpenApi openApi;
    private final Health health;

    OwnPages(Upstreams upstreams, Path swaggerUi) {
        this.docs = new Docs(swaggerUi);
        this.openApi = new OpenApi(upstreams);
        this.health = new Health(upstreams);
    }

    /** Answers the request if it is for one of these pages, and returns whether it was. */
    boolean serve(HttpServerRequest request) {
        var path = RequestPath.of(request);
        if (!isOwn(path)) {
            return false;
        }
        if (!request.method().equals(HttpMethod.GET) && !request.method().equals(HttpMethod.HEAD)) {
            Answers.refuse(request, Problem.METHOD_NOT_ALLOWED);
        } else if (path.equals("/openapi")) {
            openApi.serve(request);
        } else if (path.equals("/health")) {
            health.serve(request);
        } else if (path.equals("/health/live")) {
            json(request, 200, new JsonObject().put("status", "UP").toBuffer());
        } else {
            docs.serve(request);
        }
        return true;
    }

    private static boolean isOwn(String path) {
        return path.equals("/openapi")
                || path.equals("/docs")
                || path.startsWith("/docs/")
                || path.equals("/health")
                || path.equals("/health/live");
    }

    static void json(HttpServerRequest request, int status, Buffer body) {
        Answers.send(request, status, "application/json", Headers.NO_CONTENT_POLICY, body);
    }
}
