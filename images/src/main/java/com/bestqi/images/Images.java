package com.bestqi.images;

import com.google.cloud.tools.jib.api.CacheDirectoryCreationException;
import com.google.cloud.tools.jib.api.Containerizer;
import com.google.cloud.tools.jib.api.InvalidImageReferenceException;
import com.google.cloud.tools.jib.api.JibContainer;
import com.google.cloud.tools.jib.api.RegistryException;
import com.google.cloud.tools.jib.api.RegistryImage;
import com.google.cloud.tools.jib.api.TarImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ExecutionException;

/** What {@code ./suite images} calls: makes the images of what is built. */
public final class Images {
    private static final Properties BUILD = build();

    private final Path repository;
    private final Options options;
    private final Path work;

    private Images(Path repository, Options options) {
        this.repository = repository;
        this.options = options;
        this.work = repository.resolve("images/target/images");
    }

    /** Takes the folder of the repository and the options of the verb. */
    public static void main(String[] arguments) throws InterruptedException {
        try {
            var repository = Path.of(arguments[0]);
            var asked = List.of(arguments).subList(1, arguments.length);
            new Images(repository, Options.parse(asked, usual(repository))).make();
        } catch (ImagesException e) {
            System.err.println("suite: " + e.getMessage());
            System.exit(1);
        }
    }

    /** What is made when nothing is said. */
    static Options usual(Path repository) {
        return new Options(
                Optional.empty(),
                repository.resolve(".local/images"),
                BUILD.getProperty("version"),
                "",
                Map.of(
                        Kind.JVM,
                        BUILD.getProperty("base.jvm"),
                        Kind.NATIVE,
                        BUILD.getProperty("base.native")),
                Optional.empty(),
                List.of(Kind.NATIVE, Kind.JVM),
                Service.ALL);
    }

    /** What the images are called where nothing else is said, as in k8s/. */
    static String usualPrefix() {
        return BUILD.getProperty("prefix");
    }

    static Instant created() {
        return Instant.parse(BUILD.getProperty("created"));
    }

    private static Properties build() {
        var properties = new Properties();
        try (var file = Images.class.getResourceAsStream("/images.properties")) {
            if (file == null) {
                throw new IllegalStateException("images.properties is not on the class path");
            }
            properties.load(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties;
    }

    private void make() throws InterruptedException {
        int made = 0;
        for (var kind : options.kinds()) {
            var list = new StringBuilder("images:\n");
            for (var service : options.services()) {
                var program = Program.in(service.built(repository), kind);
                if (program.isPresent()) {
                    list.append(make(service, kind, cached(service, program.get())));
                    made++;
                } else {
                    System.out.printf(
                            "%s: no %s program in target/, so no image of that kind%n",
                            service.module(), kind.key());
                }
            }
            if (options.registry().isPresent() && list.indexOf("name") > 0) {
                System.out.printf("%nfor the overlay (%s):%n%s%n", kind.key(), list);
            }
        }
        if (made == 0) {
            throw new ImagesException("nothing to make images of: run ./suite build");
        }
    }

    private Program cached(Service service, Program program) {
        return program instanceof Program.Jars jars && options.caches().isPresent()
                ? jars.with(options.caches().get().resolve(service.module() + ".aot"))
                : program;
    }

    /** Makes one image and returns its entry for a kustomization. */
    private String make(Service service, Kind kind, Program program) throws InterruptedException {
        var asked = options.bases().getOrDefault(kind, "");
        var base = Base.of(asked, new Here(kind, work));
        var image =
                new ServiceImage(
                        service,
                        program,
                        new ServiceImage.Details(
                                options.version(),
                                options.revision(),
                                base instanceof Base.Published published
                                        ? published.reference()
                                        : "",
                                created()));
        var name = options.registry().orElse(usualPrefix()) + "/" + service.module();
        var reference = name + ":" + kind.tag(options.version());
        var made = containerize(image, base, target(reference, service, kind), asked);
        System.out.printf("%s@%s%n", reference, made.getDigest());
        return """
          - name: %s/%s
            newName: %s
            digest: %s
        """
                .formatted(usualPrefix(), service.module(), name, made.getDigest());
    }

    private Containerizer target(String reference, Service service, Kind kind) {
        try {
            if (options.registry().isPresent()) {
                return Containerizer.to(
                        Base.Published.withLogin(RegistryImage.named(reference), reference));
            }
            var folder = Files.createDirectories(options.folder());
            Files.copy(
                    Bill.in(service.built(repository)),
                    folder.resolve(service.module() + ".cdx.json"),
                    StandardCopyOption.REPLACE_EXISTING);
            var file = folder.resolve(service.module() + "-" + kind.key() + ".tar");
            return Containerizer.to(TarImage.at(file).named(reference));
        } catch (InvalidImageReferenceException e) {
            throw new ImagesException("not the name of an image: " + reference, e);
        } catch (IOException e) {
            throw new ImagesException("cannot write to " + options.folder(), e);
        }
    }

    private JibContainer containerize(
            ServiceImage image, Base base, Containerizer target, String asked)
            throws InterruptedException {
        try {
            return image.on(base.begin())
                    .containerize(
                            target.setBaseImageLayersCache(work.resolve("base-layers"))
                                    .setApplicationLayersCache(work.resolve("layers"))
                                    .setToolName("bestqi-images"));
        } catch (RegistryException | ExecutionException e) {
            throw new ImagesException(
                    "no image of %s on the base %s: %s"
                            .formatted(image.service().module(), asked, reason(e)),
                    e);
        } catch (CacheDirectoryCreationException | IOException e) {
            throw new ImagesException(
                    "no image of %s: %s".formatted(image.service().module(), reason(e)), e);
        }
    }

    private static String reason(Throwable failure) {
        var cause = failure.getCause();
        return cause == null ? String.valueOf(failure.getMessage()) : reason(cause);
    }
}
