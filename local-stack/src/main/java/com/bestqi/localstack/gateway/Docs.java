package com.bestqi.localstack.gateway;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Swagger UI over the merged description, from files of this machine alone. */
final class Docs {
    /**
     * The page sets styles on its elements, hence the exception for them; scripts come from here
     * only.
     */
    private static final String CONTENT_POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
                    + "img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private final Map<String, Page> pages = new HashMap<>();

    private record Page(String type, Buffer content) {}

    Docs(Path swaggerUi) {
        var index = new Page("text/html; charset=utf-8", own("index.html"));
        pages.put("/docs", index);
        pages.put("/docs/", index);
        pages.put("/docs/start.js", new Page("text/javascript; charset=utf-8", own("start.js")));
        pages.put(
                "/docs/swagger-ui.css",
                new Page("text/css; charset=utf-8", file(swaggerUi, "swagger-ui.css")));
        pages.put(
                "/docs/swagger-ui-bundle.js",
                new Page(
                        "text/javascript; charset=utf-8", file(swaggerUi, "swagger-ui-bundle.js")));
    }

    void serve(HttpServerRequest request) {
        var page = pages.get(RequestPath.of(request));
        if (page == null) {
            Answers.refuse(request, Problem.NOT_FOUND);
        } else {
            Answers.send(request, 200, page.type(), CONTENT_POLICY, page.content());
        }
    }

    private static Buffer file(Path folder, String name) {
        try {
            return Buffer.buffer(Files.readAllBytes(folder.resolve(name)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Buffer own(String name) {
        try (var stream = Docs.class.getResourceAsStream("/docs/" + name)) {
            if (stream == null) {
                throw new IllegalStateException("the resource docs/" + name + " is missing");
            }
            return Buffer.buffer(stream.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
