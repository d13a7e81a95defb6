package com.bestqi.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.bestqi.localstack.gateway.Routes;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Who is reached from outside by which path, and who reaches whom inside. */
@Tag("SE-1")
class NetworkAgreementTest {
    private static final Manifests PRODUCTION = Renderings.overlay("production");
    private static final Pattern PATH = Pattern.compile("(?m)^@Path\\(\"(/[^\"]*)\"\\)");
    private static final Pattern NAMED = Pattern.compile("(?m)^ +# .+ -> .+$");
    private static final Pattern PEER = Pattern.compile("\\$\\{bestqi\\.(\\w+)\\.url}");

    /** Paths of resources as the services' code has them, with the service of each. */
    private static Map<String, String> paths() {
        var paths = new TreeMap<String, String>();
        for (var service : ServiceConfiguration.services()) {
            for (var path : ServiceConfiguration.found(service, PATH)) {
                if (path.contains("{service}")) {
                    var own = path.replace("{service}", service);
                    // The other two of the audit are not paths of their own.
                    paths.put(own.endsWith("/audit") ? own + "/check" : own, service);
                } else if (owns(service, path)) {
                    paths.put(path.replaceAll("\\{[^}]+}", "x"), service);
                }
            }
        }
        return paths;
    }

    /** The platform's own resources under /internal are in every service. */
    private static boolean owns(String service, String path) {
        return ServiceConfiguration.sources(ServiceConfiguration.module(service)).stream()
                .anyMatch(source -> source.contains("@Path(\"" + path + "\")"));
    }

    @Test
    void everyPublicPathOfAServiceLeadsToItAsThroughTheLocalGateway() {
        assertThat(paths()).hasSizeGreaterThan(50);
        paths().forEach((path, service) -> {
            var expected =
                    path.startsWith("/v1/") ? Optional.of(service + "-service") : Optional.empty();
            assertThat(backend(path)).as(path).isEqualTo(expected);
            assertThat(Routes.serviceOf(path).map(name -> name + "-service"))
                    .as(path)
                    .isEqualTo(expected);
        });
    }

    @Test
    void everyRoutedPathIsOneOfTheLocalGateway() {
        rules().forEach(rule -> {
            for (var match : rule.path("matches")) {
                var path = match.at("/path/value").asText();
                var service = rule.at("/backendRefs/0/name").asText();
                if (!service.equals("keycloak-service")) {
                    assertThat(Routes.serviceOf(path).map(name -> name + "-service"))
                            .as(path)
                            .contains(service);
                }
            }
        });
    }

    @Test
    void whatIsNotForOutsideHasNoRoute() {
        for (var path :
                new String[] {
                    "/",
                    "/internal/subjects/x/export",
                    "/q/health",
                    "/q/metrics",
                    "/q/openapi",
                    "/v1",
                    "/v1/admin",
                    "/v1/admin/account",
                    "/v1/admin/account/audit",
                    "/v1/accountsx",
                    "/admin/realms/bestqi",
                    "/realms/master"
                }) {
            assertThat(backend(path)).as(path).isEmpty();
        }
    }

    @Test
    void theIngressLeadsWhereTheRoutesDo() {
        var ingress = Renderings.all().get("ingress").find("Ingress", "api").orElseThrow();
        var expected = new TreeSet<String>();
        rules().forEach(rule ->
                rule.path("matches")
                        .forEach(match -> {
                            if (!match.has("headers")) {
                                expected.add(
                                        match.at("/path/type").asText().replace("Path", "")
                                                + " "
                                                + match.at("/path/value").asText()
                                                + " "
                                                + rule.at("/backendRefs/0/name").asText());
                            }
                        }));
        expected.removeIf(path -> path.endsWith("keycloak-service"));

        assertThat(ingress.at("/spec/rules/0/http/paths"))
                .extracting(path ->
                        path.path("pathType").asText()
                                + " "
                                + path.path("path").asText()
                                + " "
                                + path.at("/backend/service/name").asText())
                .containsExactlyInAnyOrderElementsOf(expected);
    }

    private static Stream<JsonNode> rules() {
        return PRODUCTION
                .kind("HTTPRoute")
                .flatMap(route -> Manifests.stream(route.at("/spec/rules")));
    }

    /** As the Gateway API has it: an exact path before the longest prefix. */
    private static Optional<String> backend(String path) {
        return rules().flatMap(rule ->
                        Manifests.stream(rule.path("matches"))
                                .filter(match -> !match.has("headers"))
                                .filter(match -> matches(match.path("path"), path))
                                .map(match ->
                                        Map.entry(
                                                match.at("/path/value").asText(),
                                                rule.at("/backendRefs/0/name").asText())))
                .max(Comparator.comparing(found -> found.getKey().length()))
                .map(Map.Entry::getValue);
    }

    private static boolean matches(JsonNode match, String path) {
        var value = match.path("value").asText();
        return path.equals(value)
                || match.path("type").asText().equals("PathPrefix") && path.startsWith(value + "/");
    }

    /** What one side may send the other one takes, and nobody waits for what nobody may send. */
    @TestFactory
    Stream<DynamicTest> bothEndsOfAnEdgeAgree() {
        return Renderings.all().entrySet().stream()
                .map(rendering ->
                        DynamicTest.dynamicTest(
                                rendering.getKey(), () -> bothEndsAgree(rendering.getValue())));
    }

    private static void bothEndsAgree(Manifests manifests) {
        var out = inside(Edges.out(manifests));
        var in = inside(Edges.in(manifests));

        assertThat(out).hasSizeGreaterThan(50);
        assertThat(without(out, in)).as("sent, and refused").isEmpty();
        assertThat(without(in, out)).as("awaited, and never sent").isEmpty();
    }

    private static Set<String> without(Set<String> all, Set<String> some) {
        var left = new TreeSet<>(all);
        left.removeAll(some);
        return left;
    }

    /** Edges whose ends are both in the namespace. */
    private static Set<String> inside(Set<String> edges) {
        var inside = new TreeSet<>(edges);
        inside.removeIf(edge ->
                Arrays.stream(edge.split(" -> |:\\d+$")).anyMatch(end -> !end.contains("/")));
        return inside;
    }

    @Test
    void servicesReachThoseTheyCallAndNoOthers() {
        var expected = new TreeSet<String>();
        for (var service : ServiceConfiguration.services()) {
            called(service)
                    .forEach(other ->
                            expected.add(
                                    "Deployment/%s-service -> Deployment/%s-service:%s"
                                            .formatted(
                                                    service,
                                                    other,
                                                    ServiceConfiguration.property(
                                                            other, "quarkus.http.port"))));
        }
        var between = new TreeSet<>(inside(Edges.out(PRODUCTION)));
        between.removeIf(edge -> !edge.matches("Deployment/\\S+ -> Deployment/.*"));

        assertThat(between).isEqualTo(expected);
    }

    /** Whose address the service's own configuration asks for. */
    private static Set<String> called(String service) {
        var called = new TreeSet<String>();
        ServiceConfiguration.own(service)
                .values()
                .forEach(value ->
                        PEER.matcher(value.toString())
                                .results()
                                .forEach(found -> called.add(found.group(1))));
        var keys = ConfigKeys.ofItself(service).known();
        ServiceConfiguration.services().stream()
                .filter(other -> keys.contains("bestqi." + other + ".url"))
                .forEach(called::add);
        called.retainAll(ServiceConfiguration.services());
        called.remove(service);
        return called;
    }

    @Test
    void everyEdgeIsNamedWhereItIsAllowed() {
        for (var file : Repository.files(Repository.K8S, ".yaml")) {
            var text = Repository.text(file);
            if (text.contains("kind: NetworkPolicy\nmetadata:")) {
                long rules =
                        Documents.read(file).stream()
                                .filter(object ->
                                        object.path("kind").asText().equals("NetworkPolicy"))
                                .mapToLong(policy ->
                                        policy.at("/spec/ingress").size()
                                                + policy.at("/spec/egress").size())
                                .sum();
                assertThat(NAMED.matcher(text).results().count()).as("%s", file).isEqualTo(rules);
            }
        }
    }

    /** Each edge that leaves the namespace or enters it, by name. */
    @Test
    void fromAndToElsewhereGoesNoMoreThanThis() {
        var elsewhere = new TreeSet<String>();
        Stream.concat(Edges.in(PRODUCTION).stream(), Edges.out(PRODUCTION).stream())
                .filter(edge -> !inside(Set.of(edge)).contains(edge))
                .map(edge -> edge.replaceAll("(KafkaNodePool|Cluster)/[a-z-]+", "$1"))
                .map(edge -> edge.replaceAll(".* -> metadata.name", "all -> kube-system"))
                .forEach(elsewhere::add);

        assertThat(elsewhere)
                .containsExactlyInAnyOrder(
                        "edge -> Deployment/account-service:8081",
                        "edge -> Deployment/device-service:8082",
                        "edge -> Deployment/device-service:18830",
                        "edge -> Deployment/consent-service:8083",
                        "edge -> Deployment/dsr-service:8084",
                        "edge -> Deployment/notification-service:8085",
                        "edge -> Keycloak/keycloak:8080",
                        "monitoring -> Deployment/account-service:9000",
                        "monitoring -> Deployment/device-service:9000",
                        "monitoring -> Deployment/consent-service:9000",
                        "monitoring -> Deployment/dsr-service:9000",
                        "monitoring -> Deployment/notification-service:9000",
                        "monitoring -> KafkaNodePool:9404",
                        "monitoring -> Cluster:9187",
                        "monitoring -> Keycloak/keycloak:9000",
                        "operators -> KafkaNodePool:9090",
                        "operators -> KafkaNodePool:9091",
                        "operators -> KafkaNodePool:8443",
                        "operators -> Cluster:8000",
                        "Cluster -> anywhere:443",
                        "Cluster -> anywhere:6443",
                        "Kafka/bestqi -> anywhere:443",
                        "Kafka/bestqi -> anywhere:6443",
                        "KafkaNodePool -> anywhere:443",
                        "KafkaNodePool -> anywhere:6443",
                        "Deployment/dsr-service -> anywhere:443",
                        "Deployment/notification-service -> anywhere:443",
                        "Deployment/notification-service -> anywhere:587",
                        "Keycloak/keycloak -> anywhere:587",
                        "all -> kube-system:53");
    }
}
