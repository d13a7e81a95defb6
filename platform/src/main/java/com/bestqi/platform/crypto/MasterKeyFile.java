package com.bestqi.platform.crypto;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The file with the master keys, read again only when it is another one than before: replaced,
 * rewritten, or reached by a link that leads elsewhere now, as with a mounted Secret. Not safe for
 * threads.
 */
final class MasterKeyFile {
    private static final int LONGEST = 64 * 1024;

    private final Path path;
    private @Nullable Stamp read;

    private record Stamp(FileTime modified, long size, @Nullable Object inode) {}

    MasterKeyFile(Path path) {
        this.path = path;
    }

    /**
     * What is in the file, or nothing when it is the one that was read last. Throws {@link
     * IllegalArgumentException} with the fault.
     */
    Optional<MasterKeySet> readIfChanged() {
        try {
            // Taken before reading: what is written meanwhile is read next time.
            var found = stamp();
            if (found.equals(read)) {
                return Optional.empty();
            }
            read = null;
            if (found.size() > LONGEST) {
                throw new IllegalArgumentException("it is too long");
            }
            var text = new String(Files.readAllBytes(path), StandardCharsets.UTF_8);
            read = found;
            return Optional.of(MasterKeySet.parse(text));
        } catch (NoSuchFileException e) {
            read = null;
            throw new IllegalArgumentException("there is no such file", e);
        } catch (IOException e) {
            read = null;
            throw new IllegalArgumentException(
                    "it cannot be read: " + e.getClass().getSimpleName(), e);
        }
    }

    private Stamp stamp() throws IOException {
        var attributes = Files.readAttributes(path, BasicFileAttributes.class);
        return new Stamp(attributes.lastModifiedTime(), attributes.size(), attributes.fileKey());
    }

    @Override
    public String toString() {
        return path.toString();
    }
}
