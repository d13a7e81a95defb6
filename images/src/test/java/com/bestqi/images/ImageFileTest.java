package com.bestqi.images;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.cloud.tools.jib.api.Containerizer;
import com.google.cloud.tools.jib.api.Jib;
import com.google.cloud.tools.jib.api.JibContainer;
import com.google.cloud.tools.jib.api.TarImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An image as a file: what is really in it, and that it is the same when it is made again. */
class ImageFileTest {
    private static final Service SERVICE = Service.named("account");
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir private static Path folder;
    private static JibContainer made;
    private static Map<String, byte[]> blobs;

    @BeforeAll
    static void make() throws Exception {
        made = containerize(Built.folder(SERVICE), "one", "one");
        blobs = files(folder.resolve("one.tar"));
    }

    /** As the verb does it, on a base that is empty. */
    private static JibContainer containerize(Path built, String name, String cache)
            throws Exception {
        return Built.image(SERVICE, built)
                .on(Jib.fromScratch())
                .containerize(
                        Containerizer.to(
                                        TarImage.at(folder.resolve(name + ".tar"))
                                                .named(
                                                        "registry.example.org/bestqi/account-service:1.2.3"))
                                .setBaseImageLayersCache(folder.resolve(cache + "-base"))
                                .setApplicationLayersCache(folder.resolve(cache + "-layers")));
    }

    private static Map<String, byte[]> files(Path tar) throws IOException {
        var files = new HashMap<String, byte[]>();
        try (var archive = new TarArchiveInputStream(Files.newInputStream(tar))) {
            for (var entry = archive.getNextEntry();
                    entry != null;
                    entry = archive.getNextEntry()) {
                files.put(entry.getName(), archive.readAllBytes());
            }
        }
        return files;
    }

    private static JsonNode json(String name) throws IOException {
        return JSON.readTree(blobs.get(name));
    }

    private static String blob(JsonNode descriptor) {
        return "blobs/" + descriptor.path("digest").asText().replace(':', '/');
    }

    private static JsonNode manifest() throws IOException {
        return json(blob(json("index.json").at("/manifests/0")));
    }

    private static List<TarArchiveEntry> layer(JsonNode descriptor) throws IOException {
        var entries = new ArrayList<TarArchiveEntry>();
        try (var content =
                new TarArchiveInputStream(
                        new GZIPInputStream(
                                new ByteArrayInputStream(blobs.get(blob(descriptor)))))) {
            for (var entry = content.getNextEntry();
                    entry != null;
                    entry = content.getNextEntry()) {
                entries.add(entry);
            }
        }
        return entries;
    }

    @Test
    void theFileIsAnOciImageUnderTheDigestThatWasSaid() throws IOException {
        assertThat(blobs).containsKeys("oci-layout", "index.json");
        assertThat(json("index.json").at("/manifests/0/digest").asText())
                .isEqualTo(made.getDigest().toString());
        assertThat(blob(manifest().path("config"))).isIn(blobs.keySet());
        assertThat(manifest().path("layers")).hasSize(2);
    }

    @Test
    void theConfigurationIsOfNobodyAndSaysNoSecret() throws IOException {
        var config = json(blob(manifest().path("config")));

        assertThat(config.path("created").asText()).isEqualTo("2026-01-01T00:00:00Z");
        assertThat(config.path("os").asText()).isEqualTo("linux");
        assertThat(config.path("architecture").asText()).isEqualTo("amd64");
        assertThat(config.at("/config/User").asText()).isEqualTo("10001:10001");
        assertThat(config.at("/config/WorkingDir").asText()).isEqualTo("/app");
        assertThat(config.at("/config/Entrypoint").get(0).asText()).isEqualTo("java");
        assertThat(config.at("/config/Cmd").size()).isZero();
        assertThat(config.at("/config/Env").size()).isZero();
        assertThat(config.at("/config/ExposedPorts").properties().stream().map(Map.Entry::getKey))
                .containsExactlyInAnyOrder("8081/tcp", "9000/tcp");
        assertThat(config.at("/config/Labels").size()).isEqualTo(3);
        assertThat(config.toString())
                .doesNotContain(System.getProperty("user.dir"))
                .doesNotContainIgnoringCase("password");
    }

    @Test
    void everythingInTheLayersIsRootsOfOneTimeAndSorted() throws IOException {
        int files = 0;
        for (var descriptor : manifest().path("layers")) {
            var entries = layer(descriptor);
            assertThat(entries.stream().map(TarArchiveEntry::getName)).isSorted();
            for (var entry : entries) {
                assertThat(entry.getName()).startsWith("app/");
                assertThat(entry.isSymbolicLink() || entry.isLink()).isFalse();
                assertThat(entry.getLongUserId() + entry.getLongGroupId()).isZero();
                assertThat(entry.getLastModifiedTime()).isEqualTo(FileTime.fromMillis(1000));
                assertThat(entry.getMode() & 0777)
                        .as(entry.getName())
                        .isEqualTo(entry.isDirectory() ? 0755 : 0644);
                files += entry.isDirectory() ? 0 : 1;
            }
        }
        assertThat(files).isGreaterThan(200);
    }

    /** Copied in another order, with other times and rights, by another run with no cache. */
    @Test
    void theSameProgramsMakeTheSameImage() throws Exception {
        var copy = folder.resolve("copy");
        var originals = new ArrayList<>(Built.files(Built.folder(SERVICE).resolve("quarkus-app")));
        for (var original : originals.reversed()) {
            var file = copy.resolve(Built.folder(SERVICE).relativize(original).toString());
            Files.createDirectories(file.getParent());
            Files.copy(original, file, StandardCopyOption.REPLACE_EXISTING);
            Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(3600)));
            assertThat(file.toFile().setExecutable(true)).isTrue();
        }

        var again = containerize(copy, "two", "two");

        assertThat(again.getDigest()).isEqualTo(made.getDigest());
        assertThat(again.getImageId()).isEqualTo(made.getImageId());
        Files.writeString(copy.resolve("quarkus-app/quarkus/quarkus-application.dat"), "other");
        assertThat(containerize(copy, "three", "two").getDigest()).isNotEqualTo(made.getDigest());
    }
}
