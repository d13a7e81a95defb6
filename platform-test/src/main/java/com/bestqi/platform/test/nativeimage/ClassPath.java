package com.bestqi.platform.test.nativeimage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;

/** The files that the class path has in a folder, without those of tests. */
final class ClassPath {
    private ClassPath() {}

    /** Their names. */
    static Set<String> files(String folder) {
        var names = new TreeSet<String>();
        visit(folder, (name, _) -> names.add(name));
        return names;
    }

    /** Their names and contents. */
    static void visit(String folder, BiConsumer<String, byte[]> visitor) {
        var loader = ClassPath.class.getClassLoader();
        try {
            for (var root : Collections.list(loader.getResources(folder))) {
                if (root.openConnection() instanceof JarURLConnection jar) {
                    try (var zip = FileSystems.newFileSystem(path(jar.getJarFileURL()))) {
                        walk(zip.getPath(folder), folder, visitor);
                    }
                } else if (!root.getPath().contains("/test-classes/")) {
                    walk(path(root), folder, visitor);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path path(URL url) {
        try {
            return Path.of(url.toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException("not a place: " + url, e);
        }
    }

    private static void walk(Path top, String folder, BiConsumer<String, byte[]> visitor)
            throws IOException {
        try (var files = Files.walk(top)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                visitor.accept(folder + "/" + top.relativize(file), Files.readAllBytes(file));
            }
        }
    }
}
