package com.bestqi.kubernetes;

import static com.bestqi.kubernetes.Rule.Weight.CRITICAL;
import static com.bestqi.kubernetes.Rule.Weight.HIGH;
import static com.bestqi.kubernetes.Rule.Weight.LOW;
import static com.bestqi.kubernetes.Rule.Weight.MEDIUM;

import com.bestqi.kubernetes.Manifests.Workload;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Secrets, settings, rights, the namespace, and names. */
final class ConfigurationRules {
    private static final Pattern SECRET =
            Pattern.compile(".*(PASSWORD|SECRET|TOKEN|CREDENTIAL|PRIVATE|(_|^)KEYS?)$");
    private static final Pattern SECRET_VALUE =
            Pattern.compile("(?s).*(-----BEGIN|[?&]password=|//[^/@\\s]+:[^/@\\s]+@).*");
    private static final String LABEL = "app.kubernetes.io/";

    static final List<Rule> ALL =
            List.of(
                    new Rule("no-literal-secret", CRITICAL, ConfigurationRules::literals),
                    new Rule(
                            "no-secret-committed",
                            HIGH,
                            manifests -> manifests.kind("Secret").map(Manifests::id)),
                    new Rule("config-map-fixed", MEDIUM, ConfigurationRules::changeable),
                    new Rule("no-wildcards", CRITICAL, ConfigurationRules::wildcards),
                    new Rule("secrets-by-name", HIGH, ConfigurationRules::anySecret),
                    new Rule(
                            "quota",
                            MEDIUM,
                            manifests ->
                                    missing(
                                            manifests.kind("ResourceQuota"),
                                            "/spec/hard/limits.memory")),
                    new Rule(
                            "limit-range",
                            MEDIUM,
                            manifests ->
                                    missing(
                                            manifests.kind("LimitRange"),
                                            "/spec/limits/0/default")),
                    new Rule("label-name", LOW, manifests -> unlabelled(manifests, "name")),
                    new Rule("label-part-of", LOW, manifests -> unlabelled(manifests, "part-of")),
                    new Rule(
                            "label-version",
                            LOW,
                            manifests ->
                                    manifests.workloads().stream()
                                            .filter(workload ->
                                                    !workload.labels()
                                                            .containsKey(LABEL + "version"))
                                            .map(Workload::id)));

    private ConfigurationRules() {}

    private static Stream<String> literals(Manifests manifests) {
        var variables =
                manifests.workloads().stream()
                        .flatMap(workload ->
                                workload.containers().stream()
                                        .flatMap(container ->
                                                Manifests.stream(container.path("env")))
                                        .filter(variable ->
                                                secret(
                                                        variable.path("name").asText(),
                                                        variable.path("value").asText()))
                                        .map(variable ->
                                                workload.id()
                                                        + " "
                                                        + variable.path("name").asText()));
        var settings =
                manifests
                        .kind("ConfigMap")
                        .filter(map ->
                                Manifests.texts(map.path("data")).entrySet().stream()
                                        .anyMatch(
                                                entry -> secret(entry.getKey(), entry.getValue())))
                        .map(Manifests::id);
        return Stream.concat(variables, settings);
    }

    private static boolean secret(String name, String value) {
        return !value.isEmpty()
                && (SECRET.matcher(name).matches() || SECRET_VALUE.matcher(value).matches());
    }

    private static Stream<String> changeable(Manifests manifests) {
        return manifests
                .kind("ConfigMap")
                .filter(map ->
                        !map.path("immutable").asBoolean(false)
                                && !Manifests.name(map).matches(".*-[a-z0-9]{10}"))
                .map(Manifests::id);
    }

    private static Stream<String> wildcards(Manifests manifests) {
        return manifests
                .kind("Role", "ClusterRole")
                .filter(role ->
                        Manifests.stream(role.path("rules"))
                                .flatMap(rule ->
                                        Stream.of("verbs", "resources", "apiGroups")
                                                .flatMap(list -> Manifests.stream(rule.path(list))))
                                .map(JsonNode::asText)
                                .anyMatch("*"::equals))
                .map(Manifests::id);
    }

    private static Stream<String> anySecret(Manifests manifests) {
        return manifests
                .kind("Role", "ClusterRole")
                .filter(role ->
                        Manifests.stream(role.path("rules"))
                                .filter(rule ->
                                        Manifests.stream(rule.path("resources"))
                                                .anyMatch(item -> item.asText().equals("secrets")))
                                .anyMatch(rule -> rule.path("resourceNames").isEmpty()))
                .map(Manifests::id);
    }

    private static Stream<String> missing(Stream<? extends JsonNode> objects, String path) {
        return objects.anyMatch(object -> !object.at(path).isMissingNode())
                ? Stream.empty()
                : Stream.of("nothing has " + path);
    }

    private static Stream<String> unlabelled(Manifests manifests, String label) {
        return manifests.all().stream()
                .filter(object ->
                        !Manifests.texts(object.at("/metadata/labels")).containsKey(LABEL + label))
                .map(Manifests::id);
    }
}
