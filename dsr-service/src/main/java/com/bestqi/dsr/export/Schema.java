package com.bestqi.dsr.export;

import com.bestqi.platform.export.InventoryView;
import com.fasterxml.jackson.databind.ObjectMapper;

/** The JSON Schema of a store's rows, from its declaration. */
final class Schema {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Schema() {}

    static String of(String service, InventoryView.StoreView store) {
        var schema = JSON.createObjectNode();
        schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.put("title", service + "." + store.store());
        schema.put("type", "object");
        var properties = schema.putObject("properties");
        var required = schema.putArray("required");
        for (var column : store.columns()) {
            var property = properties.putObject(column.name());
            var category = column.category();
            property.put(
                    "description",
                    category == null ? "says nothing about you by itself" : "kind: " + category);
            if (column.binary()) {
                property.put("contentEncoding", "base64");
            }
            required.add(column.name());
        }
        schema.put("additionalProperties", false);
        return schema.toPrettyString() + "\n";
    }
}
