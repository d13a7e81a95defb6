package com.bestqi.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The bill of materials names what is in an image, and nothing else. */
@Tag("SE-1")
class BillOfMaterialsTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<Service, JsonNode> BILLS = new HashMap<>();

    static Stream<Service> services() {
        return Built.services();
    }

    private static JsonNode bill(Service service) throws IOException {
        if (!BILLS.containsKey(service)) {
            BILLS.put(service, JSON.readTree(Files.readString(Bill.in(Built.folder(service)))));
        }
        return BILLS.get(service);
    }

    private static List<JsonNode> components(JsonNode bill) {
        return StreamSupport.stream(bill.path("components").spliterator(), false).toList();
    }

    private static List<Path> jars(Service service) {
        return Built.files(Built.folder(service).resolve("quarkus-app/lib"));
    }

    @ParameterizedTest
    @MethodSource("services")
    void everyLibraryOfTheImageIsNamedByTheChecksumOfItsFile(Service service) throws Exception {
        var named = new TreeSet<String>();
        components(bill(service))
                .forEach(component -> {
                    assertThat(component.at("/hashes/0/alg").asText()).isEqualTo("SHA-256");
                    named.add(component.at("/hashes/0/content").asText());
                });
        var there = new TreeSet<String>();
        for (var jar : jars(service)) {
            there.add(
                    HexFormat.of()
                            .formatHex(
                                    MessageDigest.getInstance("SHA-256")
                                            .digest(Files.readAllBytes(jar))));
        }

        assertThat(named).isEqualTo(there).hasSizeGreaterThan(200);
    }

    @ParameterizedTest
    @MethodSource("services")
    void componentsHaveNameVersionAndPackageUrl(Service service) throws IOException {
        var bill = bill(service);

        assertThat(bill.path("bomFormat").asText()).isEqualTo("CycloneDX");
        assertThat(bill.path("specVersion").asText()).isEqualTo("1.6");
        assertThat(bill.at("/metadata/component/name").asText()).isEqualTo(service.module());
        assertThat(bill.at("/metadata/component/version").asText()).startsWith("1.");
        assertThat(components(bill))
                .extracting(component -> component.path("purl").asText())
                .doesNotHaveDuplicates()
                .anyMatch(url ->
                        url.matches("pkg:maven/io\\.quarkus/quarkus-core@3\\.[\\d.]+\\?type=jar"))
                .anyMatch(url ->
                        url.matches(
                                "pkg:maven/org\\.postgresql/postgresql@42\\.[\\d.]+\\?type=jar"))
                .noneMatch(url -> url.contains("junit") || url.contains("platform-test"));
    }

    @ParameterizedTest
    @MethodSource("services")
    void itSaysNothingOfWhenWhereAndFromWhereItWasMade(Service service) throws IOException {
        var bill = bill(service);

        assertThat(bill.properties())
                .extracting(field -> field.getKey())
                .containsExactly("bomFormat", "specVersion", "version", "metadata", "components");
        assertThat(bill.path("metadata").size()).isOne();
        assertThat(bill.toString())
                .doesNotContain("://")
                .doesNotContain(System.getProperty("user.home") + "/")
                .doesNotContain(Built.REPOSITORY.toString());
    }

    @Test
    void aLibraryThatIsListedAndNotThereIsFoundOut(@TempDir Path built) throws IOException {
        Built.app(built, "org.example:library::jar:1.0");
        assertThat(Files.readString(Bill.in(built)))
                .contains("pkg:maven/org.example/library@1.0?type=jar");

        Files.delete(built.resolve("quarkus-app/lib/main/org.example.library-1.0.jar"));
        assertThatThrownBy(() -> Bill.in(built))
                .isInstanceOf(ImagesException.class)
                .hasMessageContaining("org.example.library-1.0.jar");
    }
}
