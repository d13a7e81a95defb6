package com.bestqi.images;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The bill of materials names what is in an image. */
class BillOfMaterialsTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    static Stream<Service> services() {
        return Built.services();
    }

    private static JsonNode bill(Service service) throws IOException {
        return JSON.readTree(Files.readString(Bill.in(Built.folder(service))));
    }

    private static Stream<JsonNode> components(JsonNode bill) {
        return StreamSupport.stream(bill.path("components").spliterator(), false);
    }

    /** As the build names its jars: group, artifact, classifier, type and version. */
    private static TreeSet<String> jars(Service service) throws IOException {
        var lines =
                Files.readAllLines(
                        Built.folder(service)
                                .resolve("quarkus-app/quarkus-app-dependencies.txt"));
        var jars = new TreeSet<String>();
        for (var line : lines) {
            var parts = line.split(":");
            jars.add(parts[0] + ":" + parts[1] + ":" + parts[parts.length - 1]);
        }
        return jars;
    }

    private static String name(JsonNode component) {
        return "%s:%s:%s"
                .formatted(
                        component.path("group").asText(),
                        component.path("name").asText(),
                        component.path("version").asText());
    }

    @ParameterizedTest
    @MethodSource("services")
    void everyJarOfTheImageIsNamedWithItsVersion(Service service) throws IOException {
        var named = components(bill(service)).map(BillOfMaterialsTest::name).toList();

        assertThat(named).containsAll(jars(service));
        assertThat(named)
                .anyMatch(name -> name.matches("io\\.quarkus:quarkus-core:3\\.\\d+\\.\\d+"))
                .anyMatch(name -> name.matches("org\\.postgresql:postgresql:42\\.\\d+\\.\\d+"))
                .noneMatch(name -> name.startsWith("org.junit"))
                .noneMatch(name -> name.contains("platform-test"));
    }

    @ParameterizedTest
    @MethodSource("services")
    void eachComponentHasAChecksumAndALicense(Service service) throws IOException {
        var bill = bill(service);

        assertThat(bill.path("bomFormat").asText()).isEqualTo("CycloneDX");
        assertThat(bill.at("/metadata/component/name").asText()).isEqualTo(service.module());
        assertThat(components(bill))
                .allMatch(component -> component.path("purl").asText().startsWith("pkg:maven/"));
        assertThat(components(bill))
                .filteredOn(component -> !component.path("group").asText().equals("com.bestqi"))
                .allMatch(component ->
                        component.path("hashes").findValuesAsText("alg").contains("SHA-256"))
                .allMatch(component -> !component.path("licenses").isEmpty());
    }

    @ParameterizedTest
    @MethodSource("services")
    void itSaysNothingOfWhenWhereAndFromWhereItWasMade(Service service) throws IOException {
        var bill = bill(service);

        assertThat(bill.has("serialNumber")).isFalse();
        assertThat(bill.path("metadata").has("timestamp")).isFalse();
        assertThat(bill.findValues("externalReferences")).isEmpty();
        assertThat(bill.toString())
                .doesNotContain("repository_url")
                .doesNotContain("download_url")
                .doesNotContain(System.getProperty("user.home") + "/")
                .doesNotContain(Built.REPOSITORY.toString());
    }
}
