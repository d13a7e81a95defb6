package com.bestqi.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a patch does to an object: strategic merge, and JSON patch (RFC 6902). */
final class Patches {
    /** Lists of built-in kinds whose items have a name; all others are replaced whole. */
    private static final Map<String, String> KEYS =
            Map.of(
                    "containers", "name",
                    "initContainers", "name",
                    "env", "name",
                    "volumes", "name",
                    "volumeMounts", "mountPath",
                    "topologySpreadConstraints", "topologyKey",
                    "imagePullSecrets", "name");

    /** Kinds of other groups are replaced list by list. */
    private static final Set<String> BUILT_IN =
            Set.of("v1", "apps/v1", "batch/v1", "policy/v1", "autoscaling/v2");

    private Patches() {}

    /** Whether the patch takes the object away. */
    static boolean deletes(JsonNode patch) {
        return patch.path("$patch").asText().equals("delete");
    }

    static void merge(ObjectNode target, ObjectNode patch) {
        boolean builtIn = BUILT_IN.contains(target.path("apiVersion").asText());
        var body = patch.deepCopy();
        body.remove(List.of("apiVersion", "kind"));
        if (body.get("metadata") instanceof ObjectNode metadata) {
            metadata.remove(List.of("name", "namespace"));
            if (metadata.isEmpty()) {
                body.remove("metadata");
            }
        }
        mergeFields(target, body, builtIn);
    }

    private static void mergeFields(ObjectNode target, ObjectNode patch, boolean builtIn) {
        patch.properties()
                .forEach(field -> {
                    var name = field.getKey();
                    var value = field.getValue();
                    if (name.startsWith("$")) {
                        throw new IllegalArgumentException("not rendered here: " + name);
                    }
                    var old = target.get(name);
                    if (value.isNull()) {
                        target.remove(name);
                    } else if (value instanceof ObjectNode object) {
                        mergeFields(
                                old instanceof ObjectNode known ? known : target.putObject(name),
                                object,
                                builtIn);
                    } else if (value instanceof ArrayNode items
                            && old instanceof ArrayNode known
                            && builtIn
                            && key(name, items) != null) {
                        mergeItems(known, items, key(name, items));
                    } else {
                        target.set(name, value.deepCopy());
                    }
                });
    }

    private static String key(String list, ArrayNode items) {
        if (list.equals("ports")) {
            return items.path(0).has("containerPort") ? "containerPort" : "port";
        }
        return KEYS.get(list);
    }

    /** New items come first, as kustomize has it. */
    private static void mergeItems(ArrayNode known, ArrayNode items, String key) {
        var added = new ArrayList<JsonNode>();
        for (var item : items) {
            var same = find(known, key, item.path(key));
            if (same == null) {
                added.add(item.deepCopy());
            } else {
                mergeFields(same, (ObjectNode) item, true);
            }
        }
        for (int i = 0; i < added.size(); i++) {
            known.insert(i, added.get(i));
        }
    }

    private static ObjectNode find(ArrayNode items, String key, JsonNode value) {
        for (var item : items) {
            if (item.path(key).equals(value)) {
                return (ObjectNode) item;
            }
        }
        return null;
    }

    /** Carries out the operations of a JSON patch in their order. */
    static void apply(ObjectNode target, Iterable<JsonNode> operations) {
        for (var operation : operations) {
            var path = operation.path("path").asText();
            int slash = path.lastIndexOf('/');
            var last = path.substring(slash + 1).replace("~1", "/").replace("~0", "~");
            var parent = target.at(path.substring(0, slash));
            var value = operation.path("value").deepCopy();
            switch (operation.path("op").asText()) {
                case "add" -> add(parent, last, value, path);
                case "replace" -> replace(parent, last, value, path);
                case "remove" -> remove(parent, last, path);
                default -> throw new IllegalArgumentException("not rendered here: " + operation);
            }
        }
    }

    private static void add(JsonNode parent, String last, JsonNode value, String path) {
        if (parent instanceof ObjectNode object) {
            object.set(last, value);
        } else if (parent instanceof ArrayNode list) {
            if (last.equals("-")) {
                list.add(value);
            } else {
                list.insert(Integer.parseInt(last), value);
            }
        } else {
            throw new IllegalArgumentException("nothing at " + path);
        }
    }

    private static void replace(JsonNode parent, String last, JsonNode value, String path) {
        if (parent instanceof ObjectNode object && object.has(last)) {
            object.set(last, value);
        } else if (parent instanceof ArrayNode list && Integer.parseInt(last) < list.size()) {
            list.set(Integer.parseInt(last), value);
        } else {
            throw new IllegalArgumentException("nothing at " + path);
        }
    }

    private static void remove(JsonNode parent, String last, String path) {
        var removed =
                switch (parent) {
                    case ObjectNode object -> object.remove(last);
                    case ArrayNode list -> list.remove(Integer.parseInt(last));
                    default -> null;
                };
        if (removed == null) {
            throw new IllegalArgumentException("nothing at " + path);
        }
    }
}
