package com.bestqi.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What grows by itself fits into what is there. */
class CapacityTest {
    /** Connections that PostgreSQL and its operator keep for themselves. */
    private static final int RESERVED = 20;

    @TestFactory
    Stream<DynamicTest> fits() {
        return Renderings.all().entrySet().stream()
                .flatMap(rendering ->
                        Stream.of(
                                DynamicTest.dynamicTest(
                                        rendering.getKey() + ": every replica has partitions",
                                        () -> partitions(rendering.getValue())),
                                DynamicTest.dynamicTest(
                                        rendering.getKey() + ": the database has connections",
                                        () -> connections(rendering.getValue())),
                                DynamicTest.dynamicTest(
                                        rendering.getKey() + ": the quota holds all at its most",
                                        () -> quota(rendering.getValue()))));
    }

    private static int most(Manifests manifests, String service) {
        return manifests
                .find("HorizontalPodAutoscaler", service + "-service")
                .orElseThrow()
                .at("/spec/maxReplicas")
                .asInt();
    }

    private static void partitions(Manifests manifests) {
        int partitions =
                manifests
                        .kind("KafkaTopic")
                        .mapToInt(topic -> topic.at("/spec/partitions").asInt())
                        .min()
                        .orElseThrow();
        for (var service : ServiceConfiguration.services()) {
            assertThat(most(manifests, service)).as(service).isLessThanOrEqualTo(partitions);
        }
    }

    private static void connections(Manifests manifests) {
        for (var service : ServiceConfiguration.services()) {
            // One more while a roll-out is under way.
            int replicas = most(manifests, service) + 1;
            assertThat(replicas * pools(service, "db") + RESERVED)
                    .as(service + "-db")
                    .isLessThanOrEqualTo(offered(manifests, service + "-db"));
            assertThat(replicas * pools(service, "keys") + RESERVED)
                    .as(service + "-keys")
                    .isLessThanOrEqualTo(offered(manifests, service + "-keys"));
        }
    }

    private static int offered(Manifests manifests, String cluster) {
        return manifests
                .find("Cluster", cluster)
                .orElseThrow()
                .at("/spec/postgresql/parameters/max_connections")
                .asInt();
    }

    private static int pools(String service, String database) {
        if (database.equals("keys")) {
            return size(service, "quarkus.datasource.keys.jdbc.max-size");
        }
        return size(service, "quarkus.datasource.jdbc.max-size")
                + size(service, "quarkus.datasource.attempt.jdbc.max-size");
    }

    private static int size(String service, String property) {
        var value = ServiceConfiguration.property(service, property);
        return value == null ? 0 : Integer.parseInt(value);
    }

    private static void quota(Manifests manifests) {
        var hard = manifests.kind("ResourceQuota").findFirst().orElseThrow().at("/spec/hard");
        for (var amount :
                new String[][] {
                    {"requests.cpu", "/requests/cpu"},
                    {"requests.memory", "/requests/memory"},
                    {"limits.memory", "/limits/memory"}
                }) {
            assertThat(sum(manifests, amount[1]))
                    .as(amount[0])
                    .isLessThanOrEqualTo(Quantity.of(hard.path(amount[0]).asText()));
        }
        int pods =
                instances(manifests, "Cluster", "/spec/instances")
                        + instances(manifests, "KafkaNodePool", "/spec/replicas")
                        + instances(manifests, "Keycloak", "/spec/instances")
                        + manifests.deployments().size() * 2
                        + ServiceConfiguration.services().stream()
                                .mapToInt(service -> most(manifests, service))
                                .sum();
        assertThat(pods).isLessThanOrEqualTo(hard.path("pods").asInt());
    }

    private static int instances(Manifests manifests, String kind, String path) {
        return manifests.kind(kind).mapToInt(object -> object.at(path).asInt()).sum();
    }

    /** All that run at once: the most replicas and one more, each migration, and the platform. */
    private static BigDecimal sum(Manifests manifests, String path) {
        var sum = BigDecimal.ZERO;
        for (var workload : manifests.workloads()) {
            int times =
                    manifests
                            .autoscaler(workload)
                            .map(scaler -> scaler.at("/spec/maxReplicas").asInt() + 1)
                            .orElse(1);
            for (var container : workload.containers()) {
                sum = sum.add(times(container.path("resources").at(path), times));
            }
        }
        for (var cluster : manifests.kind("Cluster").toList()) {
            sum = sum.add(times(at(cluster, path), cluster.at("/spec/instances").asInt()));
        }
        for (var pool : manifests.kind("KafkaNodePool").toList()) {
            sum = sum.add(times(at(pool, path), pool.at("/spec/replicas").asInt()));
        }
        for (var keycloak : manifests.kind("Keycloak").toList()) {
            sum = sum.add(times(at(keycloak, path), keycloak.at("/spec/instances").asInt()));
        }
        return sum;
    }

    private static JsonNode at(JsonNode object, String path) {
        return object.at("/spec/resources" + path);
    }

    private static BigDecimal times(JsonNode amount, int times) {
        return Quantity.of(amount.asText()).multiply(BigDecimal.valueOf(times));
    }
}
