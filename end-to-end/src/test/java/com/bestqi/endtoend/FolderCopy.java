package com.bestqi.endtoend;

import com.bestqi.localstack.Folders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** A backup as it is made of a server that is stopped: a copy of its folder, owners and all. */
record FolderCopy(Path original, Path copy) {

    /** Copies a folder beside itself. */
    static FolderCopy of(Path original) {
        var copy = original.resolveSibling(original.getFileName() + ".copy");
        Folders.delete(copy);
        copy(original, copy);
        return new FolderCopy(original, copy);
    }

    /** Puts the folder back to what it was. */
    void restore() {
        Folders.delete(original);
        copy(copy, original);
    }

    private static void copy(Path from, Path to) {
        try (var files = Files.walk(from)) {
            for (var file : (Iterable<Path>) files::iterator) {
                Files.copy(
                        file,
                        to.resolve(from.relativize(file)),
                        StandardCopyOption.COPY_ATTRIBUTES,
                        LinkOption.NOFOLLOW_LINKS);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
