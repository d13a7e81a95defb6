package com.bestqi.images;

import com.google.cloud.tools.jib.api.buildplan.AbsoluteUnixPath;
import com.google.cloud.tools.jib.api.buildplan.FileEntriesLayer;
import com.google.cloud.tools.jib.api.buildplan.FilePermissions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a build made of a service, as layers of an image and the command that starts it. Files
 * belong to root and can be written by nobody, directories neither.
 */
sealed interface Program {
    /** Where it lies in the image. */
    AbsoluteUnixPath HOME = AbsoluteUnixPath.get("/app");

    FilePermissions PLAIN = FilePermissions.fromOctalString("644");
    FilePermissions RUNNABLE = FilePermissions.fromOctalString("755");

    /** Its layers; what changes seldom comes first. */
    List<FileEntriesLayer> layers();

    /** The command, to which a deployment may add arguments. */
    List<String> command();

    /** What the build in {@code built} left of this kind, if it made one. */
    static Optional<Program> in(Path built, Kind kind) {
        return switch (kind) {
            case JVM ->
                    Optional.of(built.resolve("quarkus-app"))
                            .filter(Files::isDirectory)
                            .map(folder -> new Jars(folder, Optional.empty()));
            case NATIVE -> runner(built).map(Native::new);
        };
    }

    private static Optional<Path> runner(Path built) {
        var found = list(built, "-runner").stream().filter(Files::isExecutable).toList();
        if (found.size() > 1) {
            throw new ImagesException("several native programs in " + built + ": " + found);
        }
        return found.stream().findFirst();
    }

    private static List<Path> list(Path folder, String end) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (var files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().endsWith(end))
                    .filter(Files::isRegularFile)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void require(Path file) {
        if (!Files.exists(file)) {
            throw new ImagesException(file + " is missing: run ./suite build");
        }
    }

    private static void add(FileEntriesLayer.Builder layer, Path from, String name) {
        require(from);
        try {
            layer.addEntryRecursive(from, HOME.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The components with their versions, as CycloneDX has it. */
    private static void addBill(FileEntriesLayer.Builder layer, Path built) {
        layer.addEntry(Bill.in(built), HOME.resolve("bom.json"), PLAIN);
    }

    /**
     * The jars that a JVM starts.
     *
     * @param folder with the jars
     * @param cache an AOT cache, made by the JVM of the image's base from the image's own files
     */
    record Jars(Path folder, Optional<Path> cache) implements Program {
        private static final AbsoluteUnixPath CACHE = HOME.resolve("app.aot");

        Jars with(Path made) {
            if (!Files.isRegularFile(made)) {
                throw new ImagesException("there is no AOT cache " + made);
            }
            return new Jars(folder, Optional.of(made));
        }

        @Override
        public List<FileEntriesLayer> layers() {
            var libraries = FileEntriesLayer.builder().setName("libraries");
            add(libraries, folder.resolve("lib"), "lib");
            var application = FileEntriesLayer.builder().setName("application");
            for (var part : List.of("app", "quarkus", "quarkus-run.jar")) {
                add(application, folder.resolve(part), part);
            }
            addBill(application, folder.resolveSibling("."));
            var layers = new ArrayList<>(List.of(libraries.build(), application.build()));
            cache.ifPresent(file ->
                    layers.add(
                            FileEntriesLayer.builder()
                                    .setName("cache")
                                    .addEntry(file, CACHE, PLAIN)
                                    .build()));
            return layers;
        }

        /** As the local stack starts it; how much memory there is, is the deployment's to say. */
        @Override
        public List<String> command() {
            var command = new ArrayList<>(List.of("java"));
            // One that does not fit is passed over by the JVM itself.
            cache.ifPresent(_ -> command.add("-XX:AOTCache=" + CACHE));
            command.addAll(
                    List.of(
                            "--enable-native-access=ALL-UNNAMED",
                            "--sun-misc-unsafe-memory-access=allow",
                            "--add-opens=java.base/java.lang=ALL-UNNAMED",
                            "-jar",
                            HOME.resolve("quarkus-run.jar").toString()));
            return command;
        }
    }

    /** One program, with the libraries of the JDK that the compiler could not put into it. */
    record Native(Path runner) implements Program {
        private static final AbsoluteUnixPath AT = HOME.resolve("application");

        @Override
        public List<FileEntriesLayer> layers() {
            var layer = FileEntriesLayer.builder().setName("application");
            layer.addEntry(runner, AT, RUNNABLE);
            var built = runner.resolveSibling(".");
            for (var library : list(built, ".so")) {
                layer.addEntry(library, HOME.resolve(library.getFileName().toString()), RUNNABLE);
            }
            addBill(layer, built);
            return List.of(layer.build());
        }

        @Override
        public List<String> command() {
            return List.of(AT.toString());
        }
    }
}
