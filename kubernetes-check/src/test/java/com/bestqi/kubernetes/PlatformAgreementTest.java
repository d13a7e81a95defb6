package com.bestqi.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.bestqi.localstack.KafkaTopics;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Kafka, the databases and Keycloak are as the services and the local stack have them. */
class PlatformAgreementTest {
    private static final Manifests PRODUCTION = Renderings.overlay("production");
    private static final Pattern LISTENED = Pattern.compile("implements EventListener<(\\w+)>");
    private static final Pattern MADE = Pattern.compile("new (\\w+)\\(");
    private static final Pattern TOPIC =
            Pattern.compile("String topic\\(\\)\\s*\\{\\s*return\\s+Topics\\.(\\w+);");
    private static final Pattern CONSTANT = Pattern.compile("String (\\w+) = \"([a-z-]+)\";");

    static Stream<String> services() {
        return ServiceConfiguration.services().stream();
    }

    @Test
    void topicsAreThoseOfTheSuiteAndKeepWhatTheyMust() {
        for (var manifests : Renderings.all().values()) {
            var topics =
                    manifests
                            .kind("KafkaTopic")
                            .collect(
                                    Collectors.toMap(
                                            Manifests::name,
                                            topic -> Manifests.texts(topic.at("/spec/config"))));
            assertThat(topics).isEqualTo(KafkaTopics.settings());
        }
    }

    /** The topic of each event, from the events' own code. */
    private static Map<String, String> topics() {
        var folder = Repository.ROOT.resolve("platform/src/main/java/com/bestqi/platform/event");
        var names = new TreeMap<String, String>();
        CONSTANT.matcher(Repository.text(folder.resolve("Topics.java")))
                .results()
                .forEach(found -> names.put(found.group(1), found.group(2)));
        var topics = new TreeMap<String, String>();
        for (var file : Repository.files(folder, ".java")) {
            var topic = TOPIC.matcher(Repository.text(file));
            if (topic.find()) {
                var event = file.getFileName().toString().replace(".java", "");
                topics.put(event, names.get(topic.group(1)));
            }
        }
        return topics;
    }

    @Test
    void everyEventHasATopic() {
        assertThat(topics()).hasSizeGreaterThan(15);
        assertThat(new TreeSet<>(topics().values())).isEqualTo(new TreeSet<>(KafkaTopics.names()));
    }

    @ParameterizedTest
    @MethodSource("services")
    @Tag("SE-1")
    void aServiceMayReadAndWriteTheTopicsThatItsCodeDoesAndNoOthers(String service) {
        var topics = topics();
        var reads = topicsOf(ServiceConfiguration.found(service, LISTENED), topics);
        // Not by a listener: the check of the audit, and what a start replays.
        reads.add("audit-heads");
        var writes = topicsOf(ServiceConfiguration.found(service, MADE), topics);

        assertThat(allowed(service, "Read")).isEqualTo(reads);
        assertThat(allowed(service, "Write")).isEqualTo(writes);
    }

    private static TreeSet<String> topicsOf(Set<String> names, Map<String, String> topics) {
        return names.stream()
                .filter(topics::containsKey)
                .map(topics::get)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static TreeSet<String> allowed(String service, String operation) {
        return acls(service)
                .filter(acl -> acl.at("/resource/type").asText().equals("topic"))
                .filter(acl ->
                        Manifests.stream(acl.path("operations"))
                                .anyMatch(found -> found.asText().equals(operation)))
                .map(acl -> acl.at("/resource/name").asText())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Stream<JsonNode> acls(String service) {
        return Manifests.stream(
                PRODUCTION
                        .find("KafkaUser", service + "-service")
                        .orElseThrow()
                        .at("/spec/authorization/acls"));
    }

    @ParameterizedTest
    @MethodSource("services")
    void groupAndTransactionAreCalledAsTheServiceCallsThem(String service) {
        var name = ServiceConfiguration.property(service, "bestqi.service");

        assertThat(acls(service).map(acl -> acl.path("resource")))
                .filteredOn(resource -> !resource.path("type").asText().equals("topic"))
                .extracting(resource ->
                        resource.path("type").asText() + " " + resource.path("name").asText())
                .containsExactlyInAnyOrder("group " + name, "transactionalId " + name + "-outbox");
    }

    @Test
    void theRealmIsThatOfProductionWithoutAnythingLocal() throws IOException {
        var realm =
                Documents.JSON.readTree(
                        Repository.text(
                                Repository.ROOT.resolve(
                                        "local-stack/src/main/resources/realm/bestqi-realm.json")));
        var imported = PRODUCTION.find("KeycloakRealmImport", "bestqi").orElseThrow();

        assertThat(imported.at("/spec/realm")).isEqualTo(realm);
        assertThat(imported.at("/spec/realm").toString())
                .doesNotContain("bestqi-cli", "localhost", "BESTQI_PUBLIC_URL")
                .contains("bestqi-staff");
        assertThat(imported.at("/spec/keycloakCRName").asText()).isEqualTo("keycloak");
        var asked = new TreeSet<String>();
        Pattern.compile("\\$\\{(BESTQI_\\w+)}")
                .matcher(realm.toString())
                .results()
                .forEach(found -> asked.add(found.group(1)));
        assertThat(Manifests.texts(imported.at("/spec/placeholders")).keySet()).isEqualTo(asked);
    }

    @Test
    void servicesAskKeycloakForTheRealmThatIsImported() {
        var realm =
                PRODUCTION
                        .find("KeycloakRealmImport", "bestqi")
                        .orElseThrow()
                        .at("/spec/realm/realm")
                        .asText();
        var host =
                PRODUCTION
                        .find("Keycloak", "keycloak")
                        .orElseThrow()
                        .at("/spec/hostname/hostname")
                        .asText();
        var environment =
                PRODUCTION
                        .kind("ConfigMap")
                        .map(map -> Manifests.texts(map.path("data")))
                        .filter(data -> data.containsKey("BESTQI_ISSUER"))
                        .findFirst()
                        .orElseThrow();

        assertThat(environment).containsEntry("BESTQI_ISSUER", host + "/realms/" + realm);
    }

    @ParameterizedTest
    @MethodSource("services")
    @Tag("SE-4")
    void dataAndKeysLieInClustersOfTheirOwnWithBackupsApart(String service) {
        var data = database(service, service + "-db", service);
        var keys = database(service, service + "-keys", service + "_keys");

        assertThat(store(data)).isEqualTo("backup-data");
        assertThat(store(keys)).isEqualTo("backup-keys");
        var media =
                PRODUCTION
                        .kind("ObjectStore")
                        .map(store -> store.at("/spec/configuration"))
                        .map(to ->
                                to.path("destinationPath").asText()
                                        + to.path("endpointURL").asText()
                                        + to.at("/s3Credentials/accessKeyId/name").asText())
                        .toList();
        assertThat(media).hasSize(2).doesNotHaveDuplicates();
        assertThat(schedule(service + "-keys")).isNotEqualTo(schedule(service + "-db"));
    }

    private static String schedule(String cluster) {
        return PRODUCTION
                .kind("ScheduledBackup")
                .filter(backup -> backup.at("/spec/cluster/name").asText().equals(cluster))
                .findFirst()
                .orElseThrow()
                .at("/spec/schedule")
                .asText();
    }

    private static String store(ObjectNode cluster) {
        return cluster.at("/spec/plugins/0/parameters/barmanObjectName").asText();
    }

    private static ObjectNode database(String service, String cluster, String database) {
        var found = PRODUCTION.find("Cluster", cluster).orElseThrow();
        var made = found.at("/spec/bootstrap/initdb");
        assertThat(made.path("database").asText()).isEqualTo(database);
        assertThat(made.path("owner").asText()).isEqualTo(service + "_owner");
        var role = PRODUCTION.find("DatabaseRole", cluster + "-role").orElseThrow();
        assertThat(role.at("/spec/name").asText()).isEqualTo(service);
        assertThat(role.at("/spec/cluster/name").asText()).isEqualTo(cluster);
        var local =
                Repository.text(
                        Repository.ROOT.resolve(
                                "local-stack/src/main/java/com/bestqi/localstack/PostgresDatabases.java"));
        for (var granted :
                new String[] {
                    "SELECT, INSERT, UPDATE, DELETE ON TABLES TO ",
                    "USAGE, SELECT ON SEQUENCES TO ",
                    "GRANT USAGE ON SCHEMA public TO ",
                    "REVOKE ALL ON SCHEMA public FROM PUBLIC"
                }) {
            assertThat(local).contains(granted);
            assertThat(made.path("postInitApplicationSQL").toString()).contains(granted);
        }
        return found;
    }

    @Test
    @Tag("SE-1")
    void noDatabaseWritesAStatementToItsLogAndAllSortAlike() {
        var local =
                Repository.text(
                        Repository.ROOT.resolve(
                                "local-stack/src/main/java/com/bestqi/localstack/PostgresPart.java"));
        PRODUCTION
                .kind("Cluster")
                .forEach(cluster -> {
                    var parameters = Manifests.texts(cluster.at("/spec/postgresql/parameters"));
                    for (var name :
                            new String[] {
                                "log_min_error_statement",
                                "log_parameter_max_length",
                                "log_error_verbosity"
                            }) {
                        assertThat(local).contains(name + "=" + parameters.get(name));
                    }
                    var made = cluster.at("/spec/bootstrap/initdb");
                    assertThat(local)
                            .contains(
                                    "--locale-provider=" + made.path("localeProvider").asText(),
                                    "--locale=" + made.path("builtinLocale").asText());
                });
    }

    @Test
    void versionsAreThoseOfTheBuild() {
        var pom = Repository.text(Repository.ROOT.resolve("pom.xml"));
        var suite = first(pom, "<version>([^<]+?)(-SNAPSHOT)?</version>");

        assertThat(PRODUCTION.workloads())
                .allSatisfy(workload ->
                        assertThat(workload.containers())
                                .allMatch(container ->
                                        container.path("image").asText().endsWith(":" + suite)));
        assertThat(PRODUCTION.find("Keycloak", "keycloak").orElseThrow().at("/spec/image").asText())
                .endsWith(":" + first(pom, "<keycloak.version>([^<]+)"));
        assertThat(
                        PRODUCTION
                                .find("Kafka", "bestqi")
                                .orElseThrow()
                                .at("/spec/kafka/version")
                                .asText())
                .isEqualTo(first(pom, "<kafka-server.version>([^<]+)"));
        var postgres = first(pom, "<postgres-binaries.version>(\\d+\\.\\d+)");
        assertThat(PRODUCTION.kind("Cluster"))
                .allMatch(
                        cluster -> cluster.at("/spec/imageName").asText().endsWith(":" + postgres));
    }

    private static String first(String text, String pattern) {
        var found = Pattern.compile(pattern).matcher(text);
        if (!found.find()) {
            throw new IllegalArgumentException("nothing is like " + pattern);
        }
        return found.group(1);
    }
}
