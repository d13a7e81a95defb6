package com.bestqi.images;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What was asked for.
 *
 * @param registry where to push the images, or empty
 * @param folder where to put them as files if they are not pushed
 * @param version what they are tagged with
 * @param revision of the sources, or empty
 * @param bases what they stand on, by kind
 * @param caches the folder of AOT caches for the images with a JVM, or empty
 * @param kinds which kinds
 * @param services of which services
 */
record Options(
        Optional<String> registry,
        Path folder,
        String version,
        String revision,
        Map<Kind, String> bases,
        Optional<Path> caches,
        List<Kind> kinds,
        List<Service> services) {
    static final String USAGE =
            """
            usage: ./suite images [--to REGISTRY/PREFIX | --tar FOLDER] [--kind jvm|native] [--tag TAG]
                       [--revision COMMIT] [--jvm-base BASE] [--native-base BASE] [--aot FOLDER] [SERVICE...]
            BASE is NAME@sha256:..., tar:FILE (as docker save and podman save write it), or here (made of
            what this machine has, for trying out).
            FOLDER has account-service.aot and so on, each recorded by the image itself.\
            """;

    /** Reads the command line; {@code usual} has what it leaves out. */
    static Options parse(List<String> arguments, Options usual) {
        var rest = new ArrayDeque<>(arguments);
        var registry = usual.registry;
        var folder = usual.folder;
        var version = usual.version;
        var revision = usual.revision;
        var kinds = usual.kinds;
        var caches = usual.caches;
        boolean asFiles = false;
        Map<Kind, String> bases = new EnumMap<>(usual.bases);
        var services = new ArrayList<Service>();
        while (!rest.isEmpty()) {
            var argument = rest.pop();
            switch (argument) {
                case "--to" -> registry = Optional.of(value(argument, rest));
                case "--tar" -> {
                    folder = Path.of(value(argument, rest));
                    asFiles = true;
                }
                case "--tag" -> version = value(argument, rest);
                case "--revision" -> revision = value(argument, rest);
                case "--aot" -> caches = Optional.of(Path.of(value(argument, rest)));
                case "--kind" -> kinds = List.of(Kind.named(value(argument, rest)));
                case "--jvm-base" -> bases.put(Kind.JVM, value(argument, rest));
                case "--native-base" -> bases.put(Kind.NATIVE, value(argument, rest));
                default -> {
                    if (argument.startsWith("-")) {
                        throw new ImagesException("what is " + argument + "?\n" + USAGE);
                    }
                    services.add(Service.named(argument.replaceFirst("-service$", "")));
                }
            }
        }
        if (asFiles && registry.isPresent()) {
            throw new ImagesException("either --to or --tar\n" + USAGE);
        }
        return new Options(
                registry,
                folder,
                version,
                revision,
                bases,
                caches,
                kinds,
                services.isEmpty() ? usual.services : services);
    }

    private static String value(String option, ArrayDeque<String> rest) {
        if (rest.isEmpty()) {
            throw new ImagesException(option + " needs a value\n" + USAGE);
        }
        return rest.pop();
    }
}
