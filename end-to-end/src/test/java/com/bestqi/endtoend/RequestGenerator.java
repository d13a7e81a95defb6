package com.bestqi.endtoend;

import com.bestqi.endtoend.ApiDocument.Parameter;
import com.bestqi.endtoend.ApiDocument.Route;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Makes requests to a route from its description: valid ones, and ones with one rule broken. */
final class RequestGenerator {
    private final SchemaValues values;
    private final Map<String, String> known;
    private final Random random;

    /**
     * A generator.
     *
     * @param known values of path parameters by their names, of things that exist
     */
    RequestGenerator(ApiDocument document, Map<String, String> known, Random random) {
        this.values = new SchemaValues(document, random);
        this.known = known;
        this.random = random;
    }

    /**
     * A request.
     *
     * @param broken which rule; empty when it is valid
     */
    record Request(
            String method, String path, String contentType, @Nullable String body, String broken) {
        @Override
        public String toString() {
            var shown = body == null ? "" : body.substring(0, Math.min(300, body.length()));
            return (broken.isEmpty() ? "valid: " : broken + ": ")
                    + method
                    + " "
                    + path
                    + " "
                    + shown;
        }
    }

    Request valid(Route route) {
        return new Request(
                route.method(),
                path(route) + query(route, false),
                route.contentType(),
                route.body().isMissingNode() ? null : values.valid("", route.body()).toString(),
                "");
    }

    /** A request with one rule broken, where the route has a rule to break. */
    Request broken(Route route) {
        boolean breakable = !route.body().isMissingNode();
        boolean inQuery =
                route.parameters().stream().anyMatch(parameter -> parameter.in().equals("query"));
        if (breakable && (!inQuery || random.nextInt(4) > 0)) {
            var body = values.valid("", route.body());
            var broken = values.breakOne(body, route.body());
            return new Request(
                    route.method(),
                    path(route) + query(route, false),
                    route.contentType(),
                    broken.body(),
                    broken.rule());
        }
        if (inQuery) {
            return new Request(route.method(), path(route) + query(route, true), "", null, "query");
        }
        return new Request(route.method(), wildPath(route), "", null, "path");
    }

    private String path(Route route) {
        var path = route.path();
        for (var parameter : route.parameters()) {
            if (parameter.in().equals("path")) {
                // Wrong guesses of a code are counted against the address they come from.
                boolean existing =
                        known.containsKey(parameter.name())
                                && (parameter.name().equals("code") || random.nextBoolean());
                var value =
                        existing && !route.method().equals("DELETE")
                                ? known.get(parameter.name())
                                : UUID.randomUUID().toString();
                path = path.replace("{" + parameter.name() + "}", encoded(value));
            }
        }
        return path;
    }

    private String wildPath(Route route) {
        var path = route.path();
        for (var parameter : route.parameters()) {
            if (parameter.in().equals("path")) {
                path = path.replace("{" + parameter.name() + "}", encoded(values.wild()));
            }
        }
        return path;
    }

    private String query(Route route, boolean broken) {
        var parts = new ArrayList<String>();
        for (var parameter : route.parameters()) {
            if (parameter.in().equals("query")
                    && (broken || parameter.required() || random.nextInt(3) == 0)) {
                parts.add(parameter.name() + "=" + encoded(queryValue(parameter, broken)));
            }
        }
        return parts.isEmpty() ? "" : "?" + String.join("&", parts);
    }

    private String queryValue(Parameter parameter, boolean broken) {
        if (broken) {
            return values.wild();
        }
        return switch (parameter.name()) {
            case "limit" -> Integer.toString(1 + random.nextInt(200));
            case "language" -> "en";
            case "cursor" -> "";
            default -> text(values.valid(parameter.name(), parameter.schema()));
        };
    }

    private static String text(JsonNode value) {
        return value.isTextual() ? value.asText() : value.toString();
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
