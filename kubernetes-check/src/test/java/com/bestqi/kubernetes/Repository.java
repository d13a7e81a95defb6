package com.bestqi.kubernetes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Where things lie. */
final class Repository {
    /** Maven runs tests in the module's folder. */
    static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    static final Path K8S = ROOT.resolve("k8s");
    static final Path COMPOSITIONS = Path.of("src/test/kustomize").toAbsolutePath();

    private Repository() {}

    /** The published schemas, which lie beside the repository on some machines. */
    static Optional<Path> schemas() {
        return Optional.of(ROOT.resolve("../shared/k8s-schemas").normalize())
                .filter(Files::isDirectory);
    }

    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<Path> folders(Path in) {
        try (var found = Files.list(in)) {
            return found.filter(Files::isDirectory).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Every file below a folder whose name ends so. */
    static List<Path> files(Path in, String end) {
        try (var found = Files.walk(in)) {
            return found.filter(file -> file.toString().endsWith(end)).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
