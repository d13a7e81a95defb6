package com.bestqi.kubernetes;

import static com.bestqi.kubernetes.Rule.Weight.CRITICAL;
import static com.bestqi.kubernetes.Rule.Weight.HIGH;
import static com.bestqi.kubernetes.Rule.Weight.LOW;
import static com.bestqi.kubernetes.Rule.Weight.MEDIUM;

import com.bestqi.kubernetes.Manifests.Workload;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What a pod may do on its node, and what it is given there. */
final class PodRules {
    private static final int LOWEST_ID = 10_000;
    private static final Pattern FIXED_TAG = Pattern.compile(".*(:v?\\d+(\\.\\d+)+[\\w.-]*)");
    private static final Pattern DIGEST = Pattern.compile(".*@sha256:[0-9a-f]{64}");

    static final List<Rule> ALL =
            List.of(
                    container(
                            "not-privileged",
                            CRITICAL,
                            security("privileged", value -> !value.asBoolean(false))),
                    new Rule("non-root", CRITICAL, each(PodRules::nonRoot)),
                    container(
                            "no-escalation",
                            CRITICAL,
                            security(
                                    "allowPrivilegeEscalation",
                                    value -> value.isBoolean() && !value.asBoolean())),
                    container(
                            "capabilities-dropped",
                            CRITICAL,
                            security("capabilities", value -> has(value.path("drop"), "ALL"))),
                    container(
                            "no-capability-added",
                            CRITICAL,
                            security("capabilities", value -> value.path("add").isEmpty())),
                    new Rule("seccomp-default", CRITICAL, each(PodRules::seccomp)),
                    new Rule("no-host-namespaces", CRITICAL, each(PodRules::apart)),
                    new Rule(
                            "no-host-path",
                            CRITICAL,
                            each(workload ->
                                    Manifests.stream(workload.spec().path("volumes"))
                                            .noneMatch(volume -> volume.has("hostPath")))),
                    new Rule("namespace-is-restricted", CRITICAL, PodRules::unrestricted),
                    container(
                            "read-only-root",
                            HIGH,
                            security("readOnlyRootFilesystem", value -> value.asBoolean(false))),
                    new Rule("own-service-account", HIGH, PodRules::sharedAccounts),
                    new Rule("token-not-mounted", HIGH, PodRules::tokens),
                    new Rule("high-user-id", MEDIUM, each(PodRules::highIds)),
                    new Rule(
                            "service-links-off",
                            LOW,
                            each(workload ->
                                    !workload.spec().path("enableServiceLinks").asBoolean(true))),
                    resource("cpu-request", MEDIUM, "/requests/cpu"),
                    resource("memory-request", MEDIUM, "/requests/memory"),
                    resource("memory-limit", HIGH, "/limits/memory"),
                    resource("ephemeral-storage-request", MEDIUM, "/requests/ephemeral-storage"),
                    resource("ephemeral-storage-limit", MEDIUM, "/limits/ephemeral-storage"),
                    container(
                            "no-cpu-limit",
                            LOW,
                            (_, container) ->
                                    container.at("/resources/limits/cpu").isMissingNode()),
                    container(
                            "memory-request-near-limit",
                            LOW,
                            (_, container) -> nearLimit(container.path("resources"))),
                    container("heap-below-memory", HIGH, (_, container) -> Heap.fits(container)),
                    container("image-pinned", HIGH, (_, container) -> pinned(container)));

    private PodRules() {}

    static Rule container(String name, Rule.Weight weight, BiPredicate<Workload, JsonNode> holds) {
        return new Rule(
                name,
                weight,
                manifests ->
                        manifests.workloads().stream()
                                .flatMap(workload ->
                                        workload.containers().stream()
                                                .filter(container ->
                                                        !holds.test(workload, container))
                                                .map(container ->
                                                        workload.id()
                                                                + " "
                                                                + container
                                                                        .path("name")
                                                                        .asText())));
    }

    private static Function<Manifests, Stream<String>> each(Predicate<Workload> holds) {
        return manifests -> manifests.workloads().stream().filter(holds.negate()).map(Workload::id);
    }

    private static BiPredicate<Workload, JsonNode> security(
            String field, Predicate<JsonNode> holds) {
        return (_, container) -> holds.test(container.path("securityContext").path(field));
    }

    private static Rule resource(String name, Rule.Weight weight, String path) {
        return container(
                name,
                weight,
                (_, container) -> !container.path("resources").at(path).isMissingNode());
    }

    private static boolean has(JsonNode list, String text) {
        return Manifests.stream(list).anyMatch(item -> item.asText().equals(text));
    }

    private static boolean nonRoot(Workload workload) {
        return workload.spec().at("/securityContext/runAsNonRoot").asBoolean(false)
                && workload.containers().stream()
                        .allMatch(container ->
                                container.at("/securityContext/runAsNonRoot").asBoolean(true));
    }

    private static boolean seccomp(Workload workload) {
        return workload.spec()
                        .at("/securityContext/seccompProfile/type")
                        .asText()
                        .equals("RuntimeDefault")
                && workload.containers().stream()
                        .allMatch(container ->
                                container
                                        .at("/securityContext/seccompProfile/type")
                                        .asText("RuntimeDefault")
                                        .equals("RuntimeDefault"));
    }

    private static boolean apart(Workload workload) {
        return Stream.of("hostNetwork", "hostPID", "hostIPC")
                        .noneMatch(field -> workload.spec().path(field).asBoolean(false))
                && workload.ports().stream().noneMatch(port -> port.has("hostPort"));
    }

    private static Stream<String> unrestricted(Manifests manifests) {
        if (manifests.kind("Namespace").findAny().isEmpty()) {
            return Stream.of("there is no Namespace");
        }
        return manifests
                .kind("Namespace")
                .filter(namespace ->
                        !Manifests.texts(namespace.at("/metadata/labels"))
                                .getOrDefault("pod-security.kubernetes.io/enforce", "")
                                .equals("restricted"))
                .map(Manifests::id);
    }

    /** The migration of a service may be who the service is; nobody else may. */
    private static Stream<String> sharedAccounts(Manifests manifests) {
        return manifests.workloads().stream()
                .filter(workload -> {
                    var account = workload.spec().path("serviceAccountName").asText();
                    return account.isEmpty()
                            || account.equals("default")
                            || manifests.find("ServiceAccount", account).isEmpty()
                            || !account.equals(workload.labels().get("app.kubernetes.io/name"));
                })
                .map(Workload::id);
    }

    private static Stream<String> tokens(Manifests manifests) {
        return Stream.concat(
                manifests.workloads().stream()
                        .filter(workload ->
                                workload.spec()
                                        .path("automountServiceAccountToken")
                                        .asBoolean(true))
                        .map(Workload::id),
                manifests
                        .kind("ServiceAccount")
                        .filter(account ->
                                account.path("automountServiceAccountToken").asBoolean(true))
                        .map(Manifests::id));
    }

    private static boolean highIds(Workload workload) {
        var context = workload.spec().path("securityContext");
        return context.path("runAsUser").asInt() >= LOWEST_ID
                && context.path("runAsGroup").asInt() >= LOWEST_ID;
    }

    private static boolean nearLimit(JsonNode resources) {
        var request = resources.at("/requests/memory");
        var limit = resources.at("/limits/memory");
        return request.isMissingNode()
                || limit.isMissingNode()
                || Quantity.bytes(request.asText()) >= 0.75 * Quantity.bytes(limit.asText());
    }

    private static boolean pinned(JsonNode container) {
        var image = container.path("image").asText();
        return FIXED_TAG.matcher(image).matches() || DIGEST.matcher(image).matches();
    }
}
