package com.bestqi.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Every object is as its schema has it, with no field that the schema does not know. Schemas of
 * three kinds are here, those of all others lie beside the repository on some machines.
 */
class SchemaTest {
    private static final Map<String, JsonSchema> SCHEMAS = schemas();

    private static Map<String, JsonSchema> schemas() {
        var factory = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7);
        var schemas = new TreeMap<String, JsonSchema>();
        for (var name :
                List.of(
                        "gateway.networking.k8s.io/v1 TLSRoute",
                        "external-secrets.io/v1 ExternalSecret",
                        "barmancloud.cnpg.io/v1 ObjectStore")) {
            var file = name.substring(name.indexOf(' ') + 1).toLowerCase(Locale.ROOT);
            var stream = SchemaTest.class.getResourceAsStream("/schemas/" + file + ".json");
            schemas.put(name, factory.getSchema(stream));
        }
        var published = Repository.schemas();
        if (published.isEmpty()) {
            System.out.println(
                    "../shared/k8s-schemas is not here: only typed parsing and the rules judge k8s/");
            return schemas;
        }
        var index = json(published.get().resolve("index.json"));
        index.properties()
                .forEach(entry -> {
                    var kind = entry.getValue();
                    var group = kind.path("group").asText();
                    schemas.put(
                            (group.isEmpty() ? "" : group + "/")
                                    + kind.path("version").asText()
                                    + " "
                                    + kind.path("kind").asText(),
                            factory.getSchema(json(published.get().resolve(entry.getKey()))));
                });
        return schemas;
    }

    private static JsonNode json(Path file) {
        try {
            return Documents.JSON.readTree(Repository.text(file));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(file.toString(), e);
        }
    }

    private static String kind(JsonNode object) {
        return object.path("apiVersion").asText() + " " + object.path("kind").asText();
    }

    private static List<String> faults(JsonNode object) {
        var faults = new ArrayList<String>();
        var schema = SCHEMAS.get(kind(object));
        if (schema == null) {
            if (Repository.schemas().isPresent()) {
                faults.add("no schema of " + kind(object));
            }
        } else {
            schema.validate(object)
                    .forEach(fault -> faults.add(Manifests.id(object) + ": " + fault.getMessage()));
        }
        return faults;
    }

    @TestFactory
    Stream<DynamicTest> everyObjectIsAsItsSchemaHasIt() {
        return Renderings.all().entrySet().stream()
                .map(rendering ->
                        DynamicTest.dynamicTest(
                                rendering.getKey(),
                                () ->
                                        assertThat(rendering.getValue().all())
                                                .flatExtracting(SchemaTest::faults)
                                                .isEmpty()));
    }

    @Test
    void aFieldThatNoSchemaKnowsIsFound() {
        var schema = SCHEMAS.get("gateway.networking.k8s.io/v1 TLSRoute");
        var route = Renderings.overlay("production").kind("TLSRoute").findFirst().orElseThrow();
        var spoilt = route.deepCopy();
        spoilt.withObject("/spec").put("hostname", "one.example");

        assertThat(schema.validate(route)).isEmpty();
        assertThat(schema.validate(spoilt)).hasSize(1);
    }
}
