package com.bestqi.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RenderingTest {
    @TestFactory
    Stream<DynamicTest> everythingIsRenderedAsKubectlDoes() {
        var kubectl = kubectl();
        if (kubectl.isEmpty()) {
            System.out.println("kubectl is not on the path: renderings are not compared with its");
        }
        assumeTrue(kubectl.isPresent(), "kubectl is not on the path");
        return Renderings.folders().entrySet().stream()
                .map(rendering ->
                        DynamicTest.dynamicTest(
                                rendering.getKey(),
                                () -> {
                                    var theirs =
                                            byId(
                                                    Documents.parse(
                                                            kustomize(
                                                                    kubectl.get(),
                                                                    rendering.getValue()),
                                                            "kubectl"));
                                    var ours = byId(Renderings.all().get(rendering.getKey()).all());
                                    assertThat(ours.keySet()).isEqualTo(theirs.keySet());
                                    theirs.forEach((id, object) ->
                                            assertThat(ours.get(id)).as(id).isEqualTo(object));
                                }));
    }

    @Test
    void everyComponentIsTriedAloneAndWithAllOthers() {
        var components =
                Repository.folders(Repository.K8S.resolve("components")).stream()
                        .map(folder -> folder.getFileName().toString())
                        .toList();

        assertThat(Renderings.folders().keySet()).containsAll(components).contains("together");
        var together =
                Documents.readOne(Repository.COMPOSITIONS.resolve("together/kustomization.yaml"));
        assertThat(together.path("components"))
                .extracting(path -> Path.of(path.asText()).getFileName().toString())
                .containsExactlyElementsOf(components);
    }

    @Test
    void noFileLiesThereUnused() {
        for (var file : Repository.files(Repository.K8S, "")) {
            var name = file.getFileName().toString();
            if (Files.isRegularFile(file) && !name.matches("kustomization.yaml|README.md")) {
                assertThat(Repository.text(file.resolveSibling("kustomization.yaml")))
                        .as("%s is in no kustomization", file)
                        .contains(name);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a: 1\na: 2",
                "a: {b: 1, b: 1}",
                "a: yes",
                "a: Off",
                "a: 0440",
                "a: 12:30",
                "a: 2026-01-01",
                "a: 1_000",
                "a: True",
                "[1]",
                "a: !!java.io.File [x]"
            })
    void whatReadersUnderstandDifferentlyIsRefused(String yaml) {
        assertThatThrownBy(() -> Documents.parse(yaml, "here"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("here");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"namePrefix: x-", "replacements: []", "vars: []", "secretGenerator: []"})
    void whatIsNotRenderedHereIsRefused(String line, @TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("kustomization.yaml"), "resources: []\n" + line + "\n");

        assertThatThrownBy(() -> Kustomize.render(folder))
                .hasMessageContaining("not rendered here");
    }

    private static Map<String, ObjectNode> byId(Collection<ObjectNode> objects) {
        var byId = new TreeMap<String, ObjectNode>();
        objects.forEach(object -> byId.put(Manifests.id(object), object));
        assertThat(byId).hasSameSizeAs(objects);
        return byId;
    }

    private static Optional<Path> kubectl() {
        return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .map(folder -> Path.of(folder, "kubectl"))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static String kustomize(Path kubectl, Path folder) throws IOException {
        var process =
                new ProcessBuilder(kubectl.toString(), "kustomize", folder.toString())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        return new String(process.getInputStream().readAllBytes());
    }
}
