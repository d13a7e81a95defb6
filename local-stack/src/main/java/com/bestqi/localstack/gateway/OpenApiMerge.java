package com.bestqi.localstack.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Puts the descriptions of several services together: only what the gateway lets through; a
 * component of the same name once where all mean the same, under a name with the service in front
 * where they do not.
 */
final class OpenApiMerge {
    private static final String REFERENCE = "#/components/";
    private static final String SERVICE = "/{service}/";

    private final ObjectNode merged = JsonNodeFactory.instance.objectNode();
    private final Set<String> operationIds = new HashSet<>();

    private OpenApiMerge() {
        merged.put("openapi", "3.1.0");
        merged.putObject("info")
                .put("title", "BESTQI privacy suite")
                .put("description", "What the mobile app, the admins and the devices see.")
                .put("version", "1");
        merged.putArray("servers").addObject().put("url", "/");
        merged.putArray("tags");
        merged.putObject("paths");
        merged.putObject("components");
    }

    static ObjectNode merge(Map<String, ObjectNode> byService) {
        var merge = new OpenApiMerge();
        byService.forEach(merge::add);
        return merge.merged;
    }

    private void add(String service, ObjectNode description) {
        var renamed = chooseNames(service, description.path("components"));
        description
                .path("components")
                .properties()
                .forEach(section -> {
                    var target =
                            merged.withObjectProperty("components")
                                    .withObjectProperty(section.getKey());
                    section.getValue()
                            .properties()
                            .forEach(component -> {
                                var name =
                                        renamed.getOrDefault(
                                                section.getKey() + "/" + component.getKey(),
                                                component.getKey());
                                if (!target.has(name)) {
                                    target.set(name, rename(component.getValue(), renamed));
                                }
                            });
                });
        merged.withArrayProperty("tags").addObject().put("name", service);
        description
                .path("paths")
                .properties()
                .forEach(path -> {
                    var own = path.getKey().replace(SERVICE, "/" + service + "/");
                    if (Routes.serviceOf(withSampleParameters(own))
                            .filter(service::equals)
                            .isPresent()) {
                        var item = (ObjectNode) rename(path.getValue(), renamed);
                        if (!own.equals(path.getKey())) {
                            dropServiceParameter(item);
                        }
                        addPath(service, own, item, description);
                    }
                });
    }

    /** What every service has under its own name stands there under each name. */
    private static void dropServiceParameter(ObjectNode item) {
        removeNamedService(item.path("parameters"));
        item.elements().forEachRemaining(member -> removeNamedService(member.path("parameters")));
    }

    private static void removeNamedService(JsonNode parameters) {
        for (var each = parameters.elements(); each.hasNext(); ) {
            if (each.next().path("name").asText().equals("service")) {
                each.remove();
            }
        }
    }

    /**
     * A new name for one component makes those that refer to it different as well, hence the
     * repetition.
     */
    private Map<String, String> chooseNames(String service, JsonNode components) {
        var prefix = Character.toUpperCase(service.charAt(0)) + service.substring(1);
        var renamed = new HashMap<String, String>();
        int known = -1;
        while (known < renamed.size()) {
            known = renamed.size();
            components
                    .properties()
                    .forEach(section ->
                            section.getValue()
                                    .properties()
                                    .forEach(component -> {
                                        var taken =
                                                merged.path("components")
                                                        .path(section.getKey())
                                                        .path(component.getKey());
                                        // All services are protected in the one way that the
                                        // platform declares.
                                        boolean shared = section.getKey().equals("securitySchemes");
                                        if (!shared
                                                && !taken.isMissingNode()
                                                && !taken.equals(
                                                        rename(component.getValue(), renamed))) {
                                            renamed.put(
                                                    section.getKey() + "/" + component.getKey(),
                                                    prefix + component.getKey());
                                        }
                                    }));
        }
        return renamed;
    }

    private void addPath(String service, String path, ObjectNode item, ObjectNode description) {
        item.properties()
                .forEach(member -> {
                    if (member.getValue() instanceof ObjectNode operation
                            && operation.has("responses")) {
                        operation.putArray("tags").add(service);
                        if (!operation.has("security") && description.has("security")) {
                            operation.set("security", description.get("security"));
                        }
                        uniqueId(service, operation);
                        addOwnAnswers(path, operation);
                    }
                });
        merged.withObjectProperty("paths").set(path, item);
    }

    /** What the gateway may answer in the service's place. */
    private static void addOwnAnswers(String path, ObjectNode operation) {
        if (path.contains("{")) {
            addAnswer(operation, Problem.NOT_FOUND);
        }
        if (operation.has("requestBody")) {
            addAnswer(operation, Problem.PAYLOAD_TOO_LARGE);
        }
        addAnswer(operation, Problem.TOO_MANY_REQUESTS);
        addAnswer(operation, Problem.UNAVAILABLE);
    }

    private static void addAnswer(ObjectNode operation, Problem problem) {
        var answers = operation.withObjectProperty("responses");
        var status = Integer.toString(problem.status());
        if (!answers.has(status)) {
            answers.putObject(status).put("description", problem.title());
        }
    }

    private void uniqueId(String service, ObjectNode operation) {
        if (operation.has("operationId")
                && !operationIds.add(operation.path("operationId").asText())) {
            operation.put("operationId", service + "-" + operation.path("operationId").asText());
        }
    }

    private static String withSampleParameters(String template) {
        return template.replaceAll("\\{[^}/]*}", "x");
    }

    private static JsonNode rename(JsonNode node, Map<String, String> renamed) {
        return switch (node) {
            case ObjectNode object -> {
                var copy = JsonNodeFactory.instance.objectNode();
                object.properties()
                        .forEach(field ->
                                copy.set(
                                        field.getKey(),
                                        field.getKey().equals("$ref")
                                                        || field.getKey().equals("mapping")
                                                ? references(field.getValue(), renamed)
                                                : rename(field.getValue(), renamed)));
                yield copy;
            }
            case ArrayNode array -> {
                var copy = JsonNodeFactory.instance.arrayNode();
                array.forEach(element -> copy.add(rename(element, renamed)));
                yield copy;
            }
            default -> node;
        };
    }

    /** A reference itself, or the map from values to references that a discriminator has. */
    private static JsonNode references(JsonNode node, Map<String, String> renamed) {
        if (node instanceof ObjectNode object) {
            var copy = JsonNodeFactory.instance.objectNode();
            object.properties()
                    .forEach(field ->
                            copy.set(field.getKey(), references(field.getValue(), renamed)));
            return copy;
        }
        var text = node.asText();
        if (!text.startsWith(REFERENCE)) {
            return node;
        }
        var component = text.substring(REFERENCE.length());
        var name = renamed.get(component);
        return name == null
                ? node
                : TextNode.valueOf(
                        REFERENCE + component.substring(0, component.indexOf('/') + 1) + name);
    }
}
