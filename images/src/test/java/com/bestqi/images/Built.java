package com.bestqi.images;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** What the build of the services left. */
final class Built {
    /** Maven runs tests in the module's folder. */
    static final Path REPOSITORY = Path.of("..").toAbsolutePath().normalize();

    private Built() {}

    static Stream<Service> services() {
        return Service.ALL.stream();
    }

    static Path folder(Service service) {
        return service.built(REPOSITORY);
    }

    /** The image of a service's jars as the verb would make it, but for its base. */
    static ServiceImage image(Service service) {
        return image(service, folder(service));
    }

    static ServiceImage image(Service service, Path built) {
        return new ServiceImage(
                service,
                Program.in(built, Kind.JVM).orElseThrow(),
                new ServiceImage.Details(
                        "1.2.3", "abc", "", Instant.parse("2026-01-01T00:00:00Z")));
    }

    /** The least that a build leaves, with one library. */
    static void app(Path built, String library) throws IOException {
        var app = Files.createDirectories(built.resolve("quarkus-app/app"));
        var libraries = Files.createDirectories(built.resolve("quarkus-app/lib/main"));
        var parts = library.split(":", -1);
        Files.writeString(app.resolve("account-service-1.jar"), "program");
        Files.writeString(
                libraries.resolve("%s.%s-%s.jar".formatted(parts[0], parts[1], parts[4])), library);
        Files.writeString(
                built.resolve("quarkus-app/quarkus-app-dependencies.txt"), library + "\n");
    }

    static String text(String file) {
        try {
            return Files.readString(REPOSITORY.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<Path> files(Path folder) {
        try (var found = Files.walk(folder)) {
            return found.filter(Files::isRegularFile).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
