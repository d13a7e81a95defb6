package com.bestqi.kubernetes;

import static com.bestqi.kubernetes.Rule.Weight.HIGH;

import com.bestqi.kubernetes.Manifests.Workload;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** That what one object names, another one is. */
final class ReferenceRules {
    private static final String VERSION = "app.kubernetes.io/version";

    static final List<Rule> ALL =
            List.of(
                    new Rule("selector-without-version", HIGH, ReferenceRules::versioned),
                    new Rule("selector-matches-template", HIGH, ReferenceRules::strangers),
                    new Rule("service-selects-pods", HIGH, ReferenceRules::nobody),
                    new Rule("service-port-exists", HIGH, ReferenceRules::closedPorts),
                    new Rule("probe-port-exists", HIGH, ReferenceRules::deafProbes),
                    new Rule("autoscaler-target-exists", HIGH, ReferenceRules::noTarget),
                    new Rule("route-backend-exists", HIGH, ReferenceRules::noBackend),
                    new Rule("route-parent-exists", HIGH, ReferenceRules::noParent),
                    new Rule("config-map-exists", HIGH, ReferenceRules::noConfigMap),
                    new Rule("volume-exists", HIGH, ReferenceRules::noVolume),
                    new Rule("monitor-selects-pods", HIGH, ReferenceRules::unmonitored),
                    PodRules.container(
                            "no-variable-twice", HIGH, (_, container) -> once(container)));

    private ReferenceRules() {}

    private static Stream<String> versioned(Manifests manifests) {
        return manifests.all().stream()
                .filter(object ->
                        Stream.of("/spec/selector", "/spec/podSelector")
                                .map(object::at)
                                .anyMatch(selector ->
                                        selector.has(VERSION)
                                                || selector.path("matchLabels").has(VERSION)))
                .map(Manifests::id);
    }

    private static Stream<String> strangers(Manifests manifests) {
        return manifests.deployments().stream()
                .filter(workload ->
                        Manifests.empty(workload.object().at("/spec/selector"))
                                || !Manifests.selects(
                                        workload.object().at("/spec/selector"), workload.labels()))
                .map(Workload::id);
    }

    private static List<Workload> selectedBy(Manifests manifests, ObjectNode service) {
        var selector = Manifests.texts(service.at("/spec/selector"));
        return manifests.workloads().stream()
                .filter(workload ->
                        !selector.isEmpty()
                                && workload.labels().entrySet().containsAll(selector.entrySet()))
                .toList();
    }

    private static Stream<String> nobody(Manifests manifests) {
        return manifests
                .kind("Service")
                .filter(service -> {
                    var workloads = selectedBy(manifests, service);
                    return workloads.isEmpty()
                            || !workloads.stream().allMatch(Workload::isDeployment);
                })
                .map(Manifests::id);
    }

    private static Stream<String> closedPorts(Manifests manifests) {
        return manifests
                .kind("Service")
                .filter(service ->
                        !Manifests.stream(service.at("/spec/ports"))
                                .allMatch(port ->
                                        selectedBy(manifests, service).stream()
                                                .filter(Workload::isDeployment)
                                                .allMatch(workload ->
                                                        open(
                                                                workload.ports(),
                                                                port.path("targetPort")))))
                .map(Manifests::id);
    }

    static boolean open(List<JsonNode> ports, JsonNode named) {
        return ports.stream()
                .anyMatch(port ->
                        port.path("name").asText("-").equals(named.asText())
                                || port.path("containerPort").asText().equals(named.asText()));
    }

    private static Stream<String> deafProbes(Manifests manifests) {
        return manifests.workloads().stream()
                .filter(workload ->
                        !workload.containers().stream()
                                .allMatch(container ->
                                        container.findParents("httpGet").stream()
                                                .map(probe -> probe.at("/httpGet/port"))
                                                .allMatch(port ->
                                                        open(
                                                                Manifests.stream(
                                                                                container.path(
                                                                                        "ports"))
                                                                        .toList(),
                                                                port))))
                .map(Workload::id);
    }

    private static Stream<String> noTarget(Manifests manifests) {
        return manifests
                .kind("HorizontalPodAutoscaler")
                .filter(scaler -> {
                    var target = scaler.at("/spec/scaleTargetRef");
                    return manifests
                            .find(target.path("kind").asText(), target.path("name").asText())
                            .filter(found ->
                                    found.path("apiVersion").equals(target.path("apiVersion")))
                            .isEmpty();
                })
                .map(Manifests::id);
    }

    private static Stream<String> noBackend(Manifests manifests) {
        var services = manifests.servicePorts();
        var routes =
                manifests
                        .kind("HTTPRoute", "TLSRoute")
                        .filter(route ->
                                route.findValues("backendRefs").isEmpty()
                                        || !route.findValues("backendRefs").stream()
                                                .flatMap(Manifests::stream)
                                                .allMatch(backend ->
                                                        offers(
                                                                services,
                                                                backend.path("name").asText(),
                                                                backend.path("port"))))
                        .map(Manifests::id);
        var ingresses =
                manifests
                        .kind("Ingress")
                        .filter(ingress ->
                                !ingress.findValues("service").stream()
                                        .allMatch(backend ->
                                                offers(
                                                        services,
                                                        backend.path("name").asText(),
                                                        backend.at("/port/name").isMissingNode()
                                                                ? backend.at("/port/number")
                                                                : backend.at("/port/name"))))
                        .map(Manifests::id);
        return Stream.concat(routes, ingresses);
    }

    private static boolean offers(
            Map<String, List<JsonNode>> services, String name, JsonNode wanted) {
        return services.getOrDefault(name, List.of()).stream()
                .anyMatch(port ->
                        port.path("port").asText().equals(wanted.asText())
                                || port.path("name").asText("-").equals(wanted.asText()));
    }

    private static Stream<String> noParent(Manifests manifests) {
        return manifests
                .kind("HTTPRoute", "TLSRoute")
                .filter(route ->
                        route.at("/spec/parentRefs").isEmpty()
                                || !Manifests.stream(route.at("/spec/parentRefs"))
                                        .allMatch(parent -> isListener(manifests, parent)))
                .map(Manifests::id);
    }

    private static boolean isListener(Manifests manifests, JsonNode parent) {
        return manifests
                .find("Gateway", parent.path("name").asText())
                .filter(gateway ->
                        Manifests.stream(gateway.at("/spec/listeners"))
                                .anyMatch(listener ->
                                        listener.path("name").equals(parent.path("sectionName"))))
                .isPresent();
    }

    private static Stream<String> noConfigMap(Manifests manifests) {
        return manifests.workloads().stream()
                .flatMap(workload ->
                        Stream.of("configMapRef", "configMapKeyRef", "configMap")
                                .flatMap(field -> workload.spec().findValues(field).stream())
                                .map(reference -> reference.path("name").asText())
                                .filter(name -> manifests.find("ConfigMap", name).isEmpty())
                                .map(name -> workload.id() + " asks for " + name));
    }

    private static Stream<String> noVolume(Manifests manifests) {
        return manifests.workloads().stream()
                .filter(workload -> {
                    Set<String> volumes = new HashSet<>();
                    workload.spec()
                            .path("volumes")
                            .forEach(volume -> volumes.add(volume.path("name").asText()));
                    return !workload.containers().stream()
                            .flatMap(container -> Manifests.stream(container.path("volumeMounts")))
                            .allMatch(mount -> volumes.contains(mount.path("name").asText()));
                })
                .map(Workload::id);
    }

    private static Stream<String> unmonitored(Manifests manifests) {
        return manifests
                .kind("PodMonitor")
                .filter(monitor ->
                        manifests.pods().stream()
                                .noneMatch(pod ->
                                        Manifests.selects(
                                                monitor.at("/spec/selector"), pod.labels())))
                .map(Manifests::id);
    }

    private static boolean once(JsonNode container) {
        var seen = new HashSet<String>();
        return Manifests.stream(container.path("env"))
                .allMatch(variable -> seen.add(variable.path("name").asText()));
    }
}
