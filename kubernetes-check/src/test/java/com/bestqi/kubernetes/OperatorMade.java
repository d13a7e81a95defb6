package com.bestqi.kubernetes;

import com.bestqi.kubernetes.Manifests.PodShape;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** What the operators make of their resources: pods, Services and Secrets by their names. */
final class OperatorMade {
    private OperatorMade() {}

    static List<PodShape> pods(Manifests manifests) {
        var pods = new ArrayList<PodShape>();
        manifests
                .kind("Kafka")
                .forEach(kafka -> {
                    var cluster = Manifests.name(kafka);
                    manifests
                            .kind("KafkaNodePool")
                            .forEach(pool ->
                                    pods.add(
                                            pod(
                                                    pool,
                                                    Map.of(
                                                            "strimzi.io/cluster",
                                                            cluster,
                                                            "strimzi.io/kind",
                                                            "Kafka",
                                                            "strimzi.io/name",
                                                            cluster + "-kafka",
                                                            "strimzi.io/pool-name",
                                                            Manifests.name(pool)),
                                                    9090,
                                                    9091,
                                                    9093,
                                                    8443,
                                                    9404)));
                    pods.add(
                            pod(
                                    kafka,
                                    Map.of(
                                            "strimzi.io/cluster",
                                            cluster,
                                            "strimzi.io/kind",
                                            "Kafka",
                                            "strimzi.io/name",
                                            cluster + "-entity-operator")));
                });
        manifests
                .kind("Cluster")
                .forEach(cluster ->
                        pods.add(
                                pod(
                                        cluster,
                                        Map.of(
                                                "cnpg.io/cluster",
                                                Manifests.name(cluster),
                                                "cnpg.io/podRole",
                                                "instance"),
                                        5432,
                                        8000,
                                        9187)));
        manifests
                .kind("Keycloak")
                .forEach(keycloak ->
                        pods.add(
                                pod(
                                        keycloak,
                                        Map.of(
                                                "app",
                                                "keycloak",
                                                "app.kubernetes.io/instance",
                                                Manifests.name(keycloak)),
                                        8080,
                                        9000,
                                        7800,
                                        57800)));
        return pods;
    }

    private static PodShape pod(JsonNode resource, Map<String, String> labels, int... ports) {
        return new PodShape(Manifests.id(resource), new TreeMap<>(labels), ports(ports));
    }

    static Map<String, List<JsonNode>> services(Manifests manifests) {
        var services = new TreeMap<String, List<JsonNode>>();
        manifests
                .kind("Kafka")
                .forEach(kafka ->
                        services.put(
                                Manifests.name(kafka) + "-kafka-bootstrap",
                                Manifests.stream(kafka.at("/spec/kafka/listeners")).toList()));
        manifests
                .kind("Cluster")
                .forEach(cluster -> services.put(Manifests.name(cluster) + "-rw", ports(5432)));
        manifests
                .kind("Keycloak")
                .forEach(keycloak ->
                        services.put(Manifests.name(keycloak) + "-service", ports(8080)));
        return services;
    }

    private static List<JsonNode> ports(int... numbers) {
        var ports = new ArrayList<JsonNode>();
        for (int number : numbers) {
            ports.add(
                    Documents.JSON
                            .createObjectNode()
                            .put("port", number)
                            .put("containerPort", number));
        }
        return ports;
    }

    /** The Secrets that operators make, of those that pods and resources ask for. */
    static TreeSet<String> secrets(Manifests manifests) {
        var secrets = new TreeSet<String>();
        manifests
                .kind("Kafka")
                .forEach(kafka -> secrets.add(Manifests.name(kafka) + "-cluster-ca-cert"));
        manifests.kind("KafkaUser").forEach(user -> secrets.add(Manifests.name(user)));
        manifests
                .kind("Cluster")
                .flatMap(cluster ->
                        Stream.of("-app", "-ca").map(end -> Manifests.name(cluster) + end))
                .forEach(secrets::add);
        manifests.kind("ExternalSecret").forEach(secret -> secrets.add(Manifests.name(secret)));
        return secrets;
    }
}
