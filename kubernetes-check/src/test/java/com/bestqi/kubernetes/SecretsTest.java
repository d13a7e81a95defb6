package com.bestqi.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Every Secret that is asked for comes from somewhere, and none from here. */
@Tag("SE-1")
class SecretsTest {
    private static final Manifests PRODUCTION = Renderings.overlay("production");

    /** Certificates, which an issuer makes. */
    private static final Set<String> ISSUED = Set.of("api-tls", "identity-tls", "mqtt-tls");

    /** What is asked for, with the keys of each. */
    private static Map<String, Set<String>> asked(Manifests manifests) {
        var asked = new TreeMap<String, Set<String>>();
        for (var object : manifests.all()) {
            if (!object.path("kind").asText().equals("ExternalSecret")) {
                collect(object, asked);
            }
        }
        return asked;
    }

    private static void collect(JsonNode node, Map<String, Set<String>> asked) {
        node.properties()
                .forEach(field -> {
                    var value = field.getValue();
                    switch (field.getKey()) {
                        case "secretKeyRef",
                                "usernameSecret",
                                "passwordSecret",
                                "accessKeyId",
                                "secretAccessKey" ->
                                add(asked, value.path("name"), value.path("key"));
                        case "secret" -> {
                            var name = value.has("secretName") ? "secretName" : "name";
                            add(asked, value.path(name), value.path("key"));
                            value.path("items")
                                    .forEach(
                                            item -> add(asked, value.path(name), item.path("key")));
                        }
                        case "certificateRefs" ->
                                value.forEach(reference ->
                                        add(asked, reference.path("name"), reference.path("none")));
                        default -> {}
                    }
                });
        node.forEach(child -> collect(child, asked));
    }

    private static void add(Map<String, Set<String>> asked, JsonNode name, JsonNode key) {
        if (name.isTextual()) {
            var keys = asked.computeIfAbsent(name.asText(), _ -> new TreeSet<>());
            if (key.isTextual()) {
                keys.add(key.asText());
            }
        }
    }

    @Test
    void everySecretIsMadeByAnOperatorOrComesFromTheStore() {
        var known = OperatorMade.secrets(PRODUCTION);
        known.addAll(ISSUED);

        assertThat(asked(PRODUCTION)).hasSizeGreaterThan(40);
        assertThat(known).containsAll(asked(PRODUCTION).keySet());
    }

    @Test
    void theStoreHasEveryKeyThatIsAskedForAndNoSecretThatIsNot() {
        var asked = asked(PRODUCTION);
        PRODUCTION
                .kind("ExternalSecret")
                .forEach(secret -> {
                    var name = Manifests.name(secret);
                    var keys =
                            Manifests.stream(secret.at("/spec/data"))
                                    .map(data -> data.path("secretKey").asText())
                                    .toList();
                    assertThat(asked).as("asked for").containsKey(name);
                    assertThat(keys).as(name).containsAll(asked.get(name));
                });
    }

    @Test
    void theGuideNamesEverySecretThatAnOperatorOfTheSuiteMustProvide() {
        var guide = Repository.text(Repository.ROOT.resolve("docs/operations.md"));
        var provided =
                Stream.concat(
                        PRODUCTION.kind("ExternalSecret").map(Manifests::name), ISSUED.stream());

        assertThat(provided)
                .allMatch(name ->
                        guide.contains("`" + name + "`")
                                || guide.contains("`<service>" + ending(name) + "`"));
    }

    private static String ending(String name) {
        return name.substring(Math.max(0, name.indexOf('-')));
    }

    @Test
    void masterKeysAreASecretOfTheirOwn() {
        for (var workload : PRODUCTION.workloads()) {
            var volume =
                    Manifests.stream(workload.spec().path("volumes"))
                            .filter(found -> found.path("name").asText().equals("master-keys"))
                            .findFirst()
                            .orElseThrow();
            var name = volume.at("/secret/secretName").asText();
            assertThat(asked(PRODUCTION).get(name)).as(name).isEmpty();
            var mount =
                    Manifests.stream(workload.containers().getFirst().path("volumeMounts"))
                            .filter(found -> found.path("name").asText().equals("master-keys"))
                            .findFirst()
                            .orElseThrow();
            assertThat(mount.has("subPath")).as("a change would not arrive").isFalse();
        }
    }
}
