package com.bestqi.kubernetes;

import static com.bestqi.kubernetes.Rule.Weight.CRITICAL;
import static com.bestqi.kubernetes.Rule.Weight.HIGH;
import static com.bestqi.kubernetes.Rule.Weight.LOW;
import static com.bestqi.kubernetes.Rule.Weight.MEDIUM;

import com.bestqi.kubernetes.Manifests.Workload;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.stream.Stream;

/** Who reaches whom. */
final class NetworkRules {
    static final List<Rule> ALL =
            List.of(
                    new Rule("deny-all", CRITICAL, NetworkRules::open),
                    new Rule("every-pod-has-a-policy", CRITICAL, NetworkRules::withoutPolicy),
                    new Rule("egress-covered", HIGH, NetworkRules::leaving),
                    new Rule("policy-selects-something", MEDIUM, NetworkRules::idle),
                    new Rule("services-stay-inside", MEDIUM, NetworkRules::outside),
                    new Rule("listeners-have-tls", HIGH, NetworkRules::plain),
                    new Rule("routes-time-out", LOW, NetworkRules::endless));

    private NetworkRules() {}

    private static boolean speaksOf(JsonNode policy, String type) {
        return Manifests.stream(policy.at("/spec/policyTypes"))
                .anyMatch(found -> found.asText().equals(type));
    }

    private static Stream<String> open(Manifests manifests) {
        boolean denied =
                manifests
                        .kind("NetworkPolicy")
                        .anyMatch(policy ->
                                Manifests.empty(policy.at("/spec/podSelector"))
                                        && speaksOf(policy, "Ingress")
                                        && speaksOf(policy, "Egress")
                                        && policy.at("/spec/ingress").isEmpty()
                                        && policy.at("/spec/egress").isEmpty());
        return denied ? Stream.empty() : Stream.of("nothing denies both ways for all pods");
    }

    private static List<ObjectNode> policiesOf(Manifests manifests, Workload workload) {
        return manifests
                .kind("NetworkPolicy")
                .filter(policy -> !Manifests.empty(policy.at("/spec/podSelector")))
                .filter(policy ->
                        Manifests.selects(policy.at("/spec/podSelector"), workload.labels()))
                .toList();
    }

    private static Stream<String> withoutPolicy(Manifests manifests) {
        return manifests.workloads().stream()
                .filter(workload -> policiesOf(manifests, workload).isEmpty())
                .map(Workload::id);
    }

    /** Each pod's own policies say what may leave, and none says everything. */
    private static Stream<String> leaving(Manifests manifests) {
        var unsaid =
                manifests.workloads().stream()
                        .filter(workload -> {
                            var policies = policiesOf(manifests, workload);
                            return !policies.isEmpty()
                                    && policies.stream()
                                            .noneMatch(policy -> speaksOf(policy, "Egress"));
                        })
                        .map(Workload::id);
        var everything =
                manifests
                        .kind("NetworkPolicy")
                        .filter(policy ->
                                Manifests.stream(policy.at("/spec/egress"))
                                        .anyMatch(rule -> rule.path("ports").isEmpty()))
                        .map(Manifests::id);
        return Stream.concat(unsaid, everything);
    }

    private static Stream<String> idle(Manifests manifests) {
        var pods = manifests.pods();
        return manifests
                .kind("NetworkPolicy")
                .filter(policy ->
                        pods.stream()
                                .noneMatch(pod ->
                                        Manifests.selects(
                                                policy.at("/spec/podSelector"), pod.labels())))
                .map(Manifests::id);
    }

    private static Stream<String> outside(Manifests manifests) {
        return manifests
                .kind("Service")
                .filter(service ->
                        !service.at("/spec/type").asText("ClusterIP").equals("ClusterIP")
                                || service.path("spec").has("externalIPs"))
                .map(Manifests::id);
    }

    private static Stream<String> plain(Manifests manifests) {
        var listeners =
                manifests
                        .kind("Gateway")
                        .filter(gateway ->
                                !Manifests.stream(gateway.at("/spec/listeners"))
                                        .allMatch(NetworkRules::hasTls))
                        .map(Manifests::id);
        var ingresses =
                manifests
                        .kind("Ingress")
                        .filter(ingress -> {
                            var hosts =
                                    Manifests.stream(ingress.at("/spec/tls"))
                                            .flatMap(tls -> Manifests.stream(tls.path("hosts")))
                                            .toList();
                            return !Manifests.stream(ingress.at("/spec/rules"))
                                    .allMatch(rule -> hosts.contains(rule.path("host")));
                        })
                        .map(Manifests::id);
        return Stream.concat(listeners, ingresses);
    }

    private static boolean hasTls(JsonNode listener) {
        return switch (listener.path("protocol").asText()) {
            case "HTTPS" -> !listener.at("/tls/certificateRefs").isEmpty();
            case "TLS" -> listener.at("/tls/mode").asText().equals("Passthrough");
            default -> false;
        };
    }

    private static Stream<String> endless(Manifests manifests) {
        return manifests
                .kind("HTTPRoute")
                .filter(route ->
                        !Manifests.stream(route.at("/spec/rules"))
                                .allMatch(rule ->
                                        rule.at("/timeouts/request")
                                                .asText("0")
                                                .matches("[1-9].*")))
                .map(Manifests::id);
    }
}
