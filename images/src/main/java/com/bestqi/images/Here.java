package com.bestqi.images;

import com.google.cloud.tools.jib.api.Jib;
import com.google.cloud.tools.jib.api.JibContainerBuilder;
import com.google.cloud.tools.jib.api.buildplan.AbsoluteUnixPath;
import com.google.cloud.tools.jib.api.buildplan.FileEntriesLayer;
import com.google.cloud.tools.jib.api.buildplan.FilePermissions;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A base of what this machine has: the C library, and for the JVM a run-time linked from the JDK at
 * hand. For trying an image out where no registry is reached; its trust store is that of the JDK
 * here, and nobody mends its faults, so it is not for production.
 *
 * @param kind what will run on it
 * @param work a folder to link the run-time in
 */
record Here(Kind kind, Path work) implements Base {
    private static final AbsoluteUnixPath JAVA = AbsoluteUnixPath.get("/opt/java");
    private static final String MODULES =
            "java.se,jdk.crypto.ec,jdk.jfr,jdk.localedata,jdk.management,jdk.naming.dns,jdk.unsupported,jdk.zipfs";
    private static final Pattern NEEDED = Pattern.compile("(/\\S+) \\(0x[0-9a-f]+\\)");

    /** These speak to screens and loudspeakers, of which a container has none. */
    private static final Pattern LEFT_OUT =
            Pattern.compile("lib(awt_xawt|jawt|splashscreen|jsound)\\.so");

    /** What a native program may need besides: it is linked to them by name. */
    private static final List<String> OF_NATIVE_PROGRAMS = List.of("libz.so.1", "libstdc++.so.6");

    @Override
    public JibContainerBuilder begin() {
        var builder = Jib.fromScratch();
        return switch (kind) {
            case JVM -> {
                var runtime = runtime();
                yield builder.addFileEntriesLayer(libraries(programs(runtime), List.of()))
                        .addFileEntriesLayer(layer(runtime))
                        .addEnvironmentVariable("PATH", JAVA.resolve("bin").toString());
            }
            case NATIVE -> {
                var libraries = ofNativePrograms();
                yield builder.addFileEntriesLayer(libraries(libraries, libraries));
            }
        };
    }

    private Path runtime() {
        var jdk = Path.of(System.getProperty("java.home"));
        var folder = work.resolve("runtime-" + System.getProperty("java.vm.version"));
        if (!Files.exists(folder.resolve("release"))) {
            output(
                    List.of(
                            jdk.resolve("bin/jlink").toString(),
                            "--add-modules",
                            MODULES,
                            "--no-header-files",
                            "--no-man-pages",
                            "--output",
                            folder.toString()));
        }
        return folder;
    }

    private static List<Path> programs(Path runtime) {
        return files(runtime)
                .filter(file -> file.toString().endsWith(".so") || file.endsWith("bin/java"))
                .filter(file -> !LEFT_OUT.matcher(file.getFileName().toString()).matches())
                .toList();
    }

    private static List<Path> ofNativePrograms() {
        var known = output(List.of("/sbin/ldconfig", "-p"));
        return OF_NATIVE_PROGRAMS.stream()
                .map(name ->
                        Pattern.compile(Pattern.quote(name) + " .*x86-64.* => (\\S+)")
                                .matcher(known))
                .filter(Matcher::find)
                .map(found -> Path.of(found.group(1)))
                .toList();
    }

    /**
     * What the loader would load for these programs, and {@code more}, under the names by which it
     * looks for them.
     */
    private static FileEntriesLayer libraries(List<Path> programs, List<Path> more) {
        var command = new ArrayList<>(List.of("ldd"));
        programs.forEach(program -> command.add(program.toString()));
        var names = new TreeMap<String, Path>();
        NEEDED.matcher(output(command))
                .results()
                .map(found -> Path.of(found.group(1)).normalize())
                .filter(library -> !isOwn(library, programs))
                .forEach(library -> names.put(library.toString(), library));
        more.forEach(library -> names.put(library.toString(), library));
        var layer = FileEntriesLayer.builder().setName("libc");
        names.forEach((name, library) ->
                layer.addEntry(real(library), AbsoluteUnixPath.get(name), Program.RUNNABLE));
        return layer.build();
    }

    private static boolean isOwn(Path library, List<Path> programs) {
        return programs.stream().anyMatch(program -> library.endsWith(program.getFileName()));
    }

    private static FileEntriesLayer layer(Path runtime) {
        var layer = FileEntriesLayer.builder().setName("java");
        files(runtime)
                .forEach(file ->
                        layer.addEntry(
                                real(file),
                                JAVA.resolve(runtime.relativize(file).toString()),
                                permissions(file)));
        return layer.build();
    }

    private static FilePermissions permissions(Path file) {
        return Files.isExecutable(file) ? Program.RUNNABLE : Program.PLAIN;
    }

    private static Stream<Path> files(Path folder) {
        try (var found = Files.walk(folder)) {
            return found.filter(Files::isRegularFile).sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path real(Path file) {
        try {
            return file.toRealPath();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String output(List<String> command) {
        try {
            var process = new ProcessBuilder(command).redirectErrorStream(true).start();
            String said;
            try (InputStream output = process.getInputStream()) {
                said = new String(output.readAllBytes(), StandardCharsets.UTF_8);
            }
            if (process.waitFor() != 0) {
                throw new ImagesException(command.getFirst() + " says: " + said);
            }
            return said;
        } catch (IOException e) {
            throw new ImagesException("cannot run " + command.getFirst(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ImagesException("interrupted", e);
        }
    }
}
