package com.bestqi.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The merged description of the API, as the gateway offers it. */
record ApiDocument(JsonNode root) {
    private static final String JSON = "application/json";
    private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");

    static ApiDocument of(Suite suite) {
        return new ApiDocument(suite.anyone().get("/openapi").expect(200).json());
    }

    /**
     * One method of one path.
     *
     * @param contentType of the request's body; empty when there is none
     * @param body the schema of the body; missing when there is none
     */
    record Route(
            String method,
            String path,
            String contentType,
            JsonNode body,
            List<Parameter> parameters) {
        String name() {
            return method + " " + path;
        }

        boolean bodyRequired() {
            return !body.isMissingNode();
        }

        @Override
        public String toString() {
            return name();
        }
    }

    /** A parameter in the path or in the query. */
    record Parameter(String name, String in, boolean required, JsonNode schema) {}

    List<Route> routes() {
        var routes = new ArrayList<Route>();
        for (var path : root.path("paths").properties()) {
            for (var operation : path.getValue().properties()) {
                if (METHODS.contains(operation.getKey())) {
                    routes.add(
                            route(
                                    path.getKey(),
                                    path.getValue(),
                                    operation.getKey(),
                                    operation.getValue()));
                }
            }
        }
        return routes;
    }

    private Route route(String path, JsonNode item, String method, JsonNode operation) {
        var content = resolve(operation.path("requestBody")).path("content");
        var contentType =
                content.properties().stream()
                        .min(Comparator.comparing(entry -> !entry.getKey().equals(JSON)));
        var parameters = new ArrayList<Parameter>();
        for (var list : List.of(item.path("parameters"), operation.path("parameters"))) {
            for (var given : list) {
                var parameter = resolve(given);
                parameters.add(
                        new Parameter(
                                parameter.path("name").asText(),
                                parameter.path("in").asText(),
                                parameter.path("required").asBoolean(),
                                resolve(parameter.path("schema"))));
            }
        }
        return new Route(
                method.toUpperCase(Locale.ROOT),
                path,
                contentType.map(Map.Entry::getKey).orElse(""),
                contentType
                        .map(entry -> resolve(entry.getValue().path("schema")))
                        .orElse(MissingNode.getInstance()),
                parameters);
    }

    /** The schema itself, where there is a reference to it. */
    JsonNode resolve(JsonNode schema) {
        var reference = schema.path("$ref").asText();
        if (reference.startsWith("#")) {
            return resolve(root.at(reference.substring(1)));
        }
        if (schema.path("allOf").size() == 1) {
            return resolve(schema.path("allOf").get(0));
        }
        for (var choice : schema.path("anyOf")) {
            if (!choice.path("type").asText().equals("null")) {
                return resolve(choice);
            }
        }
        for (var choice : schema.path("oneOf")) {
            if (!choice.path("type").asText().equals("null")) {
                return resolve(choice);
            }
        }
        return schema;
    }
}
