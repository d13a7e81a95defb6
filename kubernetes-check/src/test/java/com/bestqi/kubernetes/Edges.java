package com.bestqi.kubernetes;

import com.bestqi.kubernetes.Manifests.PodShape;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Who may reach whom, out of all network policies of a rendering. */
final class Edges {
    private Edges() {}

    /** {@code from -> to:port}, where the policies about the one that is reached say so. */
    static Set<String> in(Manifests manifests) {
        return of(manifests, "Ingress", "ingress", "from", true);
    }

    /** The same, where the policies about the one that reaches out say so. */
    static Set<String> out(Manifests manifests) {
        return of(manifests, "Egress", "egress", "to", false);
    }

    private static Set<String> of(
            Manifests manifests, String type, String rules, String peers, boolean inward) {
        var edges = new TreeSet<String>();
        var pods = manifests.pods();
        manifests
                .kind("NetworkPolicy")
                .filter(policy ->
                        Manifests.stream(policy.at("/spec/policyTypes"))
                                .anyMatch(found -> found.asText().equals(type)))
                .forEach(policy -> {
                    for (var own : selected(pods, policy.at("/spec/podSelector"))) {
                        for (var rule : policy.path("spec").path(rules)) {
                            for (var other : others(pods, rule.path(peers))) {
                                for (var port : rule.path("ports")) {
                                    var reached = inward ? List.of(own) : other.pods();
                                    var number = number(reached, port.path("port"));
                                    edges.add(
                                            inward
                                                    ? edge(other.name(), own.madeBy(), number)
                                                    : edge(own.madeBy(), other.name(), number));
                                }
                            }
                        }
                    }
                });
        return edges;
    }

    private static String edge(String from, String to, String port) {
        return from + " -> " + to + ":" + port;
    }

    private record Other(String name, List<PodShape> pods) {}

    private static List<PodShape> selected(List<PodShape> pods, JsonNode selector) {
        return pods.stream().filter(pod -> Manifests.selects(selector, pod.labels())).toList();
    }

    private static List<Other> others(List<PodShape> pods, JsonNode peers) {
        if (peers.isEmpty()) {
            return List.of(new Other("anywhere", List.of()));
        }
        return Manifests.stream(peers)
                .flatMap(peer ->
                        peer.has("namespaceSelector")
                                ? Stream.of(new Other(elsewhere(peer), List.of()))
                                : selected(pods, peer.path("podSelector")).stream()
                                        .map(pod -> new Other(pod.madeBy(), List.of(pod))))
                .toList();
    }

    private static String elsewhere(JsonNode peer) {
        Map<String, String> labels = Manifests.texts(peer.at("/namespaceSelector/matchLabels"));
        return labels.toString().replaceAll(".*/", "").replaceAll("=.*", "");
    }

    /** A port of a pod by its number, also where a policy has its name. */
    private static String number(List<PodShape> pods, JsonNode port) {
        return pods.stream()
                .flatMap(pod -> pod.ports().stream())
                .filter(offered -> offered.path("name").asText("-").equals(port.asText()))
                .map(offered -> offered.path("containerPort").asText())
                .findFirst()
                .orElse(port.asText());
    }
}
