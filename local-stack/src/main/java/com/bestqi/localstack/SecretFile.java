package com.bestqi.localstack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;

/** A file that its owner alone may read, and that appears whole or not at all. */
final class SecretFile {
    private SecretFile() {}

    /** Puts this text in the place of what was there, if anything. */
    static void write(Path file, String text) {
        try {
            var folder = Files.createDirectories(file.getParent());
            var owner =
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rw-------"));
            var fresh = Files.createTempFile(folder, "fresh", ".tmp", owner);
            Files.writeString(fresh, text);
            Files.move(
                    fresh,
                    file,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new StackException("cannot write " + file, e);
        }
    }
}
