package com.bestqi.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The objects of one rendering, and what can be asked of them. */
record Manifests(List<ObjectNode> all) {
    private static final Set<String> WORKLOADS =
            Set.of("Deployment", "StatefulSet", "DaemonSet", "Job", "CronJob", "Pod");

    /** A pod that somebody makes, by its labels and the ports that it names. */
    record PodShape(String madeBy, Map<String, String> labels, List<JsonNode> ports) {}

    /** What runs containers. */
    record Workload(ObjectNode object) {
        String id() {
            return Manifests.id(object);
        }

        @Override
        public String toString() {
            return id() + " in " + object.at("/metadata/namespace").asText();
        }

        String kind() {
            return object.path("kind").asText();
        }

        boolean isDeployment() {
            return kind().equals("Deployment");
        }

        JsonNode template() {
            return switch (kind()) {
                case "Pod" -> object;
                case "CronJob" -> object.at("/spec/jobTemplate/spec/template");
                default -> object.at("/spec/template");
            };
        }

        JsonNode spec() {
            return template().path("spec");
        }

        Map<String, String> labels() {
            return texts(template().at("/metadata/labels"));
        }

        List<JsonNode> containers() {
            var containers = new ArrayList<JsonNode>();
            spec().path("initContainers").forEach(containers::add);
            spec().path("containers").forEach(containers::add);
            return containers;
        }

        List<JsonNode> ports() {
            return containers().stream()
                    .flatMap(container -> stream(container.path("ports")))
                    .toList();
        }

        PodShape pod() {
            return new PodShape(id(), labels(), ports());
        }
    }

    static String id(JsonNode object) {
        return object.path("kind").asText() + "/" + object.at("/metadata/name").asText();
    }

    static String name(JsonNode object) {
        return object.at("/metadata/name").asText();
    }

    static Stream<JsonNode> stream(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false);
    }

    static Map<String, String> texts(JsonNode object) {
        var texts = new TreeMap<String, String>();
        object.properties().forEach(field -> texts.put(field.getKey(), field.getValue().asText()));
        return texts;
    }

    /** Whether labels are selected; nothing at all selects everything. */
    static boolean selects(JsonNode selector, Map<String, String> labels) {
        return labels.entrySet().containsAll(texts(selector.path("matchLabels")).entrySet())
                && stream(selector.path("matchExpressions"))
                        .allMatch(expression -> holds(expression, labels));
    }

    private static boolean holds(JsonNode expression, Map<String, String> labels) {
        var value = labels.get(expression.path("key").asText());
        var values = stream(expression.path("values")).map(JsonNode::asText).toList();
        return switch (expression.path("operator").asText()) {
            case "Exists" -> value != null;
            case "DoesNotExist" -> value == null;
            case "In" -> value != null && values.contains(value);
            case "NotIn" -> value == null || !values.contains(value);
            default -> throw new IllegalArgumentException("no such operator: " + expression);
        };
    }

    static boolean empty(JsonNode selector) {
        return selector.path("matchLabels").isEmpty()
                && selector.path("matchExpressions").isEmpty();
    }

    Stream<ObjectNode> kind(String... kinds) {
        return all.stream().filter(object -> Set.of(kinds).contains(object.path("kind").asText()));
    }

    Optional<ObjectNode> find(String kind, String name) {
        return kind(kind).filter(object -> name(object).equals(name)).findFirst();
    }

    List<Workload> workloads() {
        return all.stream()
                .filter(object -> WORKLOADS.contains(object.path("kind").asText()))
                .map(Workload::new)
                .toList();
    }

    List<Workload> deployments() {
        return workloads().stream().filter(Workload::isDeployment).toList();
    }

    /** Every pod that there will be, those of the operators too. */
    List<PodShape> pods() {
        var pods = new ArrayList<>(OperatorMade.pods(this));
        workloads().forEach(workload -> pods.add(workload.pod()));
        return pods;
    }

    /** The ports of every Service that there will be, by name. */
    Map<String, List<JsonNode>> servicePorts() {
        var services = new TreeMap<>(OperatorMade.services(this));
        kind("Service")
                .forEach(service ->
                        services.put(name(service), stream(service.at("/spec/ports")).toList()));
        return services;
    }

    /** The autoscaler of a workload. */
    Optional<ObjectNode> autoscaler(Workload workload) {
        return kind("HorizontalPodAutoscaler")
                .filter(scaler ->
                        scaler.at("/spec/scaleTargetRef/kind").asText().equals(workload.kind())
                                && scaler.at("/spec/scaleTargetRef/name")
                                        .asText()
                                        .equals(name(workload.object())))
                .findFirst();
    }

    /** A copy that can be spoilt. */
    Manifests copy() {
        return new Manifests(new ArrayList<>(all.stream().map(ObjectNode::deepCopy).toList()));
    }
}
