package com.bestqi.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.cloud.tools.jib.api.Jib;
import com.google.cloud.tools.jib.api.buildplan.ContainerBuildPlan;
import com.google.cloud.tools.jib.api.buildplan.FileEntriesLayer;
import com.google.cloud.tools.jib.api.buildplan.FileEntry;
import com.google.cloud.tools.jib.api.buildplan.ImageFormat;
import com.google.cloud.tools.jib.api.buildplan.LayerObject;
import com.google.cloud.tools.jib.api.buildplan.Port;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the image of each service says of itself, and what is planned to be in it. */
class ServiceImageTest {
    private static final Map<Service, ContainerBuildPlan> PLANS = new HashMap<>();
    private static final Pattern CONTAINER_PORT = Pattern.compile("containerPort: (\\d+)");
    private static final Pattern IMAGE = Pattern.compile("image: (\\S+)");
    private static final Pattern RUN_AS = Pattern.compile("runAs(?:User|Group): (\\d+)");

    private static ContainerBuildPlan plan(Service service) {
        return PLANS.computeIfAbsent(
                service,
                planned -> Built.image(planned).on(Jib.fromScratch()).toContainerBuildPlan());
    }

    private static List<FileEntry> entries(ContainerBuildPlan plan) {
        return plan.getLayers().stream()
                .map(FileEntriesLayer.class::cast)
                .flatMap(layer -> layer.getEntries().stream())
                .toList();
    }

    private static TreeSet<String> found(Pattern pattern, String... files) {
        var found = new TreeSet<String>();
        for (var file : files) {
            pattern.matcher(Built.text(file)).results().forEach(match -> found.add(match.group(1)));
        }
        return found;
    }

    static Stream<Service> services() {
        return Built.services();
    }

    @ParameterizedTest
    @MethodSource("services")
    void portsNameAndUserAreThoseOfTheManifests(Service service) {
        var deployment = "k8s/base/" + service.module() + "/deployment.yaml";
        var plan = plan(service);
        var ports = found(CONTAINER_PORT, deployment, "k8s/base/common/deployment.yaml");
        if (service.name().equals("device")) {
            ports.addAll(found(CONTAINER_PORT, "k8s/components/mqtt/device-service.yaml"));
        }

        assertThat(plan.getExposedPorts().stream().map(Port::getPort).map(String::valueOf))
                .containsExactlyInAnyOrderElementsOf(ports);
        assertThat(plan.getExposedPorts()).allMatch(port -> port.getProtocol().equals("tcp"));
        assertThat(found(IMAGE, deployment))
                .containsExactly(Images.usualPrefix() + "/" + service.module());
        assertThat(found(RUN_AS, "k8s/base/common/pod.yaml")).containsExactly("10001");
        assertThat(plan.getUser()).isEqualTo("10001:10001");
    }

    @ParameterizedTest
    @MethodSource("services")
    @Tag("SE-1")
    void theImageBringsNoSettingAndNoSecret(Service service) {
        var plan = plan(service);

        assertThat(plan.getEnvironment()).isEmpty();
        assertThat(plan.getVolumes()).isEmpty();
        assertThat(plan.getCmd()).isNull();
        assertThat(plan.getLabels())
                .hasSize(3)
                .containsEntry("org.opencontainers.image.title", service.module())
                .containsEntry("org.opencontainers.image.version", "1.2.3")
                .containsEntry("org.opencontainers.image.revision", "abc");
        assertThat(plan.getFormat()).isEqualTo(ImageFormat.OCI);
        assertThat(plan.getCreationTime().toString()).isEqualTo("2026-01-01T00:00:00Z");
    }

    @ParameterizedTest
    @MethodSource("services")
    void theJvmIsStartedAsTheLocalStackDoes(Service service) {
        var local = Built.text("local-stack/src/main/java/com/bestqi/localstack/ServicePart.java");
        var command = plan(service).getEntrypoint();

        assertThat(command).startsWith("java").endsWith("-jar", "/app/quarkus-run.jar");
        assertThat(command)
                .filteredOn(word -> word.startsWith("--"))
                .hasSize(3)
                .allMatch(option -> local.contains("\"" + option + "\""));
    }

    @ParameterizedTest
    @MethodSource("services")
    void onlyWhatRunsIsInItAndNobodyMayWriteIt(Service service) {
        var plan = plan(service);

        assertThat(plan.getLayers().stream().map(LayerObject::getName))
                .containsExactly("libraries", "application");
        assertThat(entries(plan))
                .hasSizeGreaterThan(200)
                .allSatisfy(entry -> {
                    var path = entry.getExtractionPath().toString();
                    assertThat(path).startsWith("/app/");
                    assertThat(entry.getModificationTime().getEpochSecond()).isOne();
                    assertThat(entry.getOwnership()).isEmpty();
                    if (Files.isDirectory(entry.getSourceFile())) {
                        assertThat(entry.getPermissions().toOctalString()).isEqualTo("755");
                    } else {
                        assertThat(path).matches(".*\\.(jar|dat)|/app/bom\\.json");
                        assertThat(entry.getPermissions().toOctalString()).isEqualTo("644");
                    }
                });
    }

    @ParameterizedTest
    @MethodSource("services")
    void noSourceAndNoTestIsInTheJars(Service service) throws IOException {
        var own =
                entries(plan(service)).stream()
                        .map(FileEntry::getSourceFile)
                        .filter(file ->
                                file.getFileName()
                                        .toString()
                                        .matches(
                                                "(com\\.bestqi\\.)?(platform|"
                                                        + service.module()
                                                        + ")-.*\\.jar"))
                        .toList();

        assertThat(own).hasSize(2);
        for (var jar : own) {
            try (var content = new JarFile(jar.toFile())) {
                assertThat(content.stream().map(Object::toString))
                        .isNotEmpty()
                        .noneMatch(name -> name.endsWith(".java"))
                        .noneMatch(name -> name.matches(".*(Test|IT)\\.class"))
                        .noneMatch(name -> name.matches(".*\\.(pem|key|p12|jks|env)"));
            }
        }
    }

    @Test
    void anAotCacheIsALayerOfItsOwnThatTheJvmIsToldOf(@TempDir Path folder) throws IOException {
        var service = Service.named("account");
        var jars = (Program.Jars) Built.image(service).program();
        var cache = Files.writeString(folder.resolve("account-service.aot"), "cache");
        var cached = jars.with(cache);

        assertThat(jars.command()).noneMatch(word -> word.startsWith("-XX"));
        assertThat(cached.command()).startsWith("java", "-XX:AOTCache=/app/app.aot");
        assertThat(cached.layers())
                .extracting(FileEntriesLayer::getName)
                .containsExactly("libraries", "application", "cache");
        assertThatThrownBy(() -> jars.with(folder.resolve("device-service.aot")))
                .isInstanceOf(ImagesException.class);
    }

    @Test
    void aNativeProgramIsTheOnlyOneThatMayBeRun(@TempDir Path built) throws IOException {
        var runner = Files.writeString(built.resolve("account-service-1-runner"), "program");
        Files.writeString(built.resolve("libawt.so"), "library");
        Built.app(built, "org.example:library::jar:1.0");
        var service = Service.named("account");

        assertThat(Program.in(built, Kind.NATIVE)).as("not to be run").isEmpty();
        assertThat(runner.toFile().setExecutable(true)).isTrue();
        var program = Program.in(built, Kind.NATIVE).orElseThrow();

        assertThat(program.command()).containsExactly("/app/application");
        var plan =
                new ServiceImage(service, program, Built.image(service).details())
                        .on(Jib.fromScratch())
                        .toContainerBuildPlan();
        assertThat(
                        entries(plan).stream()
                                .map(entry ->
                                        entry.getExtractionPath()
                                                + " "
                                                + entry.getPermissions().toOctalString()))
                .containsExactlyInAnyOrder(
                        "/app/application 755", "/app/libawt.so 755", "/app/bom.json 644");
    }
}
