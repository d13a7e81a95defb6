package com.bestqi.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;

/** JSON by a schema, and the same with one of the schema's rules broken. */
final class SchemaValues {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final List<String> WILD =
            List.of(
                    "'; DROP TABLE account; --",
                    "<script>",
                    "-1",
                    "999999999999999999999",
                    "\u0001",
                    "..",
                    "%",
                    "null",
                    "\uD83D\uDE00",
                    "a b");

    private final ApiDocument document;
    private final Random random;

    SchemaValues(ApiDocument document, Random random) {
        this.document = document;
        this.random = random;
    }

    /** A body with one rule broken. */
    record Broken(String rule, String body) {}

    String wild() {
        return WILD.get(random.nextInt(WILD.size()));
    }

    JsonNode valid(String name, JsonNode schemaOrReference) {
        var schema = document.resolve(schemaOrReference);
        if (schema.has("enum")) {
            return schema.path("enum").get(random.nextInt(schema.path("enum").size()));
        }
        return switch (type(schema)) {
            case "object" -> object(schema);
            case "array" -> array(name, schema);
            case "integer" -> JSON.numberNode(whole(schema));
            case "number" -> JSON.numberNode(whole(schema) + 0.5);
            case "boolean" -> JSON.booleanNode(random.nextBoolean());
            default -> JSON.textNode(text(name, schema));
        };
    }

    private static String type(JsonNode schema) {
        var type = schema.path("type");
        if (type.isArray()) {
            for (var one : type) {
                if (!one.asText().equals("null")) {
                    return one.asText();
                }
            }
        }
        return type.asText(schema.has("properties") ? "object" : "string");
    }

    private ObjectNode object(JsonNode schema) {
        var object = JSON.objectNode();
        var required = required(schema);
        for (var property : schema.path("properties").properties()) {
            if (required.contains(property.getKey()) || random.nextInt(3) > 0) {
                object.set(property.getKey(), valid(property.getKey(), property.getValue()));
            }
        }
        return object;
    }

    private static List<String> required(JsonNode schema) {
        var names = new ArrayList<String>();
        schema.path("required").forEach(name -> names.add(name.asText()));
        return names;
    }

    private ArrayNode array(String name, JsonNode schema) {
        var array = JSON.arrayNode();
        int size = Math.max(schema.path("minItems").asInt(1), 1 + random.nextInt(3));
        for (int i = 0; i < size; i++) {
            array.add(valid(name, schema.path("items")));
        }
        return array;
    }

    private long whole(JsonNode schema) {
        long low = schema.path("minimum").asLong(0);
        long high = schema.path("maximum").asLong(low + 50);
        return low + (high > low ? random.nextLong(Math.min(high - low, 1_000)) : 0);
    }

    /** What a schema cannot say is known by the field's name. */
    private String text(String name, JsonNode schema) {
        return switch (name) {
            case "email" -> "gen" + Math.abs(random.nextLong()) + "@example.org";
            case "password" -> "Pw-" + Math.abs(random.nextLong()) + "-xyz";
            case "username" -> "gen" + Math.abs(random.nextLong());
            case "phone" -> "+4915" + (1_000_000 + random.nextInt(9_000_000));
            case "countryCode" -> "DE";
            case "language" -> "en";
            case "timeZone" -> "Europe/Berlin";
            case "macAddress" -> "02:00:5e:10:00:%02x".formatted(random.nextInt(256));
            default -> byFormat(schema);
        };
    }

    private String byFormat(JsonNode schema) {
        return switch (schema.path("format").asText()) {
            case "uuid" -> UUID.randomUUID().toString();
            case "date-time" -> Instant.now().minusSeconds(random.nextInt(3_600)).toString();
            case "date" -> "2026-01-01";
            case "email" -> "gen@example.org";
            default -> {
                int length = Math.max(schema.path("minLength").asInt(1), 3 + random.nextInt(8));
                int most = schema.path("maxLength").asInt(length);
                yield "abcdefghijklmnopqrstuvwxyz"
                        .repeat(1 + length / 26)
                        .substring(0, Math.min(length, most));
            }
        };
    }

    /** Breaks one rule of the schema, somewhere in the body. */
    Broken breakOne(JsonNode body, JsonNode schemaOrReference) {
        var schema = document.resolve(schemaOrReference);
        if (random.nextInt(10) == 0 || !body.isObject()) {
            return new Broken("not even JSON", body.toString().substring(1) + "{");
        }
        var whole = (ObjectNode) body;
        var inner = schema;
        var object = whole;
        // Sometimes a level deeper, where there is one.
        for (var property : schema.path("properties").properties()) {
            var below = document.resolve(property.getValue());
            var value = whole.path(property.getKey());
            if (type(below).equals("array") && value.path(0).isObject()) {
                below = document.resolve(below.path("items"));
                value = value.path(0);
            }
            if (value.isObject() && below.has("properties") && random.nextInt(3) == 0) {
                inner = below;
                object = (ObjectNode) value;
                break;
            }
        }
        var rule = breakIn(object, inner);
        return new Broken(rule, whole.toString());
    }

    private String breakIn(ObjectNode object, JsonNode schema) {
        var required = required(schema);
        var names = new ArrayList<String>();
        schema.path("properties").properties().forEach(property -> names.add(property.getKey()));
        int choice = random.nextInt(5);
        if (choice == 0 && !required.isEmpty()) {
            var name = required.get(random.nextInt(required.size()));
            object.remove(name);
            return "without " + name;
        }
        if (choice == 1 || names.isEmpty()) {
            object.put("unknownField", wild());
            return "unknown field";
        }
        var name = names.get(random.nextInt(names.size()));
        var property = document.resolve(schema.path("properties").path(name));
        if (choice == 2 && property.has("maxLength")) {
            object.put(name, "x".repeat(property.path("maxLength").asInt() + 1));
            return name + " too long";
        }
        if (choice == 3 && property.has("enum")) {
            object.put(name, "NONE_OF_THEM");
            return name + " not in the list";
        }
        object.set(name, wrongType(type(property)));
        return name + " of the wrong type";
    }

    private JsonNode wrongType(String type) {
        return switch (type) {
            case "string" -> random.nextBoolean() ? JSON.numberNode(7) : JSON.objectNode();
            case "object" -> JSON.textNode(wild());
            case "array" -> JSON.numberNode(1);
            default -> JSON.textNode("12");
        };
    }
}
