package com.bestqi.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.bestqi.kubernetes.Manifests.Workload;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the manifests give to a service is what it asks for. */
class ServiceAgreementTest {
    private static final Manifests PRODUCTION = Renderings.overlay("production");
    private static final Pattern MQTT_PORT =
            Pattern.compile("@WithDefault\\(\"(\\d+)\"\\)\\s+int port\\(\\)");
    private static final int USUAL_MANAGEMENT_PORT = 9000;

    static Stream<String> services() {
        return ServiceConfiguration.services().stream();
    }

    static Stream<Workload> workloads() {
        return Renderings.all().values().stream()
                .flatMap(manifests -> manifests.workloads().stream());
    }

    private static Workload deployment(String service) {
        return new Workload(PRODUCTION.find("Deployment", service + "-service").orElseThrow());
    }

    private static String service(Workload workload) {
        return workload.labels().get("app.kubernetes.io/name").replace("-service", "");
    }

    private static int port(Workload workload, String name) {
        return workload.ports().stream()
                .filter(port -> port.path("name").asText().equals(name))
                .findFirst()
                .orElseThrow()
                .path("containerPort")
                .asInt();
    }

    @ParameterizedTest
    @MethodSource("services")
    void portsAreThoseOfTheService(String service) {
        var workload = deployment(service);

        assertThat(port(workload, "http"))
                .isEqualTo(
                        Integer.parseInt(
                                ServiceConfiguration.property(service, "quarkus.http.port")));
        assertThat(ServiceConfiguration.property(service, "quarkus.management.enabled"))
                .isEqualTo("true");
        assertThat(ServiceConfiguration.property(service, "quarkus.management.port")).isNull();
        assertThat(port(workload, "management")).isEqualTo(USUAL_MANAGEMENT_PORT);
    }

    @Test
    void devicesReachTheMqttPort() {
        var ports = ServiceConfiguration.found("device", MQTT_PORT);

        assertThat(ports).containsExactly(Integer.toString(port(deployment("device"), "mqtt")));
    }

    @ParameterizedTest
    @MethodSource("services")
    void probesAndMetricsAreWhereTheServiceAnswersThem(String service) {
        for (var moved :
                new String[] {
                    "quarkus.management.root-path",
                    "quarkus.smallrye-health.root-path",
                    "quarkus.smallrye-health.management.enabled",
                    "quarkus.micrometer.export.prometheus.path"
                }) {
            assertThat(ServiceConfiguration.property(service, moved)).as(moved).isNull();
        }
        var container = deployment(service).containers().getFirst();
        var paths =
                Map.of(
                        "startupProbe", "/q/health/started",
                        "readinessProbe", "/q/health/ready",
                        "livenessProbe", "/q/health/live");
        paths.forEach((probe, path) -> {
            var get = container.at("/" + probe + "/httpGet");
            assertThat(get.path("path").asText()).isEqualTo(path);
            assertThat(get.path("port").asText()).isEqualTo("management");
        });
        var endpoint =
                PRODUCTION
                        .find("PodMonitor", service + "-service")
                        .orElseThrow()
                        .at("/spec/podMetricsEndpoints/0");
        assertThat(endpoint.path("port").asText()).isEqualTo("management");
        assertThat(endpoint.path("path").asText()).isEqualTo("/q/metrics");
    }

    @ParameterizedTest
    @MethodSource("services")
    void nothingThatIsAwayMakesALivenessProbeFail(String service) {
        for (var source : ServiceConfiguration.sources(ServiceConfiguration.module(service))) {
            assertThat(source).doesNotContain("@Liveness");
        }
        assertThat(ServiceConfiguration.sources(Repository.ROOT.resolve("platform")))
                .noneMatch(source -> source.contains("@Liveness"));
    }

    @ParameterizedTest
    @MethodSource("workloads")
    void aServiceHasAllThatItRequiresAndNothingItDoesNotKnow(Workload workload) {
        var keys = ConfigKeys.of(service(workload));
        var given = variables(workload);

        assertThat(ownVariables(workload))
                .filteredOn(name -> name.startsWith("BESTQI_"))
                .as("%s is given what no key is called", workload.id())
                .allMatch(keys::knows);
        assertThat(keys.required())
                .as("%s lacks", workload.id())
                .allMatch(key -> given.contains(ConfigKeys.variable(key)));
    }

    private static TreeSet<String> ownVariables(Workload workload) {
        var names = new TreeSet<String>();
        for (var variable : workload.containers().getFirst().path("env")) {
            names.add(variable.path("name").asText());
        }
        return names;
    }

    @Test
    void whatAllAreGivenIsKnownToOneAtLeast() {
        var keys = ServiceConfiguration.services().stream().map(ConfigKeys::of).toList();
        var shared = new TreeSet<String>();
        Renderings.all().values().stream()
                .flatMap(manifests -> manifests.kind("ConfigMap"))
                .forEach(map -> shared.addAll(Manifests.texts(map.path("data")).keySet()));

        assertThat(shared)
                .filteredOn(name -> name.startsWith("BESTQI_"))
                .hasSizeGreaterThan(3)
                .allMatch(name -> keys.stream().anyMatch(known -> known.knows(name)));
    }

    /** All that a container is given, with what a config map has for it. */
    private static TreeSet<String> variables(Workload workload) {
        var names = ownVariables(workload);
        Renderings.all().values().stream()
                .flatMap(manifests -> manifests.kind("ConfigMap"))
                .filter(map -> asksFor(workload, Manifests.name(map)))
                .forEach(map -> names.addAll(Manifests.texts(map.path("data")).keySet()));
        return names;
    }

    private static boolean asksFor(Workload workload, String map) {
        return workload.spec().findValues("configMapRef").stream()
                .anyMatch(reference -> reference.path("name").asText().equals(map));
    }

    @Test
    void theKeysOfAServiceAreReadFromItsCode() {
        var keys = ConfigKeys.of("notification");

        assertThat(keys.required())
                .contains("bestqi.db.url", "bestqi.master-keys.file", "bestqi.smtp.host")
                .doesNotContain("bestqi.db.owner", "bestqi.instance", "bestqi.mail.from");
        assertThat(keys.knows("BESTQI_PUSH_WEBPUSH_KEY_FILE")).isTrue();
        assertThat(keys.knows("BESTQI_RETENTION_PERIOD_MESSAGE")).isTrue();
        assertThat(keys.knows("BESTQI_MQTT_PORT")).isFalse();
    }

    @ParameterizedTest
    @MethodSource("workloads")
    void addressesLeadToServices(Workload workload) {
        var services = PRODUCTION.servicePorts();
        for (var variable : workload.containers().getFirst().path("env")) {
            address(variable)
                    .ifPresent((host, port) ->
                            assertThat(services.get(host))
                                    .as("%s of %s", variable.path("name").asText(), workload.id())
                                    .isNotNull()
                                    .anyMatch(offered -> offered.path("port").asInt() == port));
        }
    }

    private interface Address {
        void use(String host, int port);
    }

    private record Found(String host, int port) {
        void ifPresent(Address use) {
            if (!host.isEmpty()) {
                use.use(host, port);
            }
        }
    }

    private static Found address(JsonNode variable) {
        var value = variable.path("value").asText();
        if (value.startsWith("http://")) {
            var uri = URI.create(value);
            return new Found(uri.getHost(), uri.getPort() < 0 ? 80 : uri.getPort());
        }
        if (value.startsWith("jdbc:postgresql://")) {
            var uri = URI.create(value.substring("jdbc:".length()));
            return new Found(uri.getHost(), uri.getPort());
        }
        if (variable.path("name").asText().equals("BESTQI_KAFKA_BOOTSTRAP")) {
            var parts = value.split(":", 2);
            return new Found(parts[0], Integer.parseInt(parts[1]));
        }
        return new Found("", 0);
    }

    @ParameterizedTest
    @MethodSource("workloads")
    void filesThatVariablesNameAreMounted(Workload workload) {
        var mounts = new TreeMap<String, JsonNode>();
        var container = workload.containers().getFirst();
        container
                .path("volumeMounts")
                .forEach(mount -> mounts.put(mount.path("mountPath").asText(), mount));
        Manifests.stream(container.path("env"))
                .filter(variable -> variable.path("name").asText().endsWith("_FILE"))
                .forEach(variable -> {
                    var file = variable.path("value").asText();
                    assertThat(mounts)
                            .as("%s of %s", variable, workload.id())
                            .containsKey(file.substring(0, file.lastIndexOf('/')));
                });
    }

    @Test
    void aMigrationAloneOwnsTheSchema() {
        PRODUCTION
                .workloads()
                .forEach(workload -> {
                    var given = variables(workload);
                    boolean migrates = workload.kind().equals("Job");
                    assertThat(given.contains("BESTQI_DB_OWNER_PASSWORD"))
                            .as(workload.id())
                            .isEqualTo(migrates);
                    assertThat(given.contains("BESTQI_KEYS_DB_OWNER_PASSWORD")).isEqualTo(migrates);
                    assertThat(given.contains("QUARKUS_INIT_AND_EXIT")).isEqualTo(migrates);
                    assertThat(given.contains("BESTQI_DB_VALIDATE_AT_START")).isEqualTo(!migrates);
                    assertThat(given).doesNotContain("BESTQI_OPERATIONS_ON_API_PORT");
                });
    }
}
