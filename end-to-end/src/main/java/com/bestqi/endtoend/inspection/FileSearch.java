package com.bestqi.endtoend.inspection;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Searches files byte by byte, as somebody would who stole the disk. */
public final class FileSearch {
    private static final int BLOCK = 4 << 20;

    private FileSearch() {}

    /** Something found in a file. */
    public record Hit(Path file, String needle) {}

    /** Every needle that lies in a file below {@code folder}, with the file. */
    public static List<Hit> below(Path folder, Predicate<Path> which, Collection<Needle> needles) {
        var hits = new ArrayList<Hit>();
        try {
            Files.walkFileTree(
                    folder,
                    new SimpleFileVisitor<Path>() {
                        @Override
                        public FileVisitResult visitFile(Path file, BasicFileAttributes about)
                                throws IOException {
                            if (about.isRegularFile() && which.test(file)) {
                                in(file, needles, hits);
                            }
                            return FileVisitResult.CONTINUE;
                        }

                        @Override
                        public FileVisitResult visitFileFailed(Path file, IOException failure)
                                throws IOException {
                            return passOver(failure);
                        }

                        @Override
                        public FileVisitResult postVisitDirectory(
                                Path directory, @Nullable IOException failure) throws IOException {
                            return failure == null ? FileVisitResult.CONTINUE : passOver(failure);
                        }
                    });
        } catch (IOException e) {
            throw new InspectionException("cannot search " + folder, e);
        }
        return hits;
    }

    /** PostgreSQL and Kafka remove files of their own at any time, also while they are listed. */
    private static FileVisitResult passOver(IOException failure) throws IOException {
        if (failure instanceof NoSuchFileException) {
            return FileVisitResult.CONTINUE;
        }
        throw failure;
    }

    /** Reads block by block; each block begins with the end of the last, so nothing is cut. */
    private static void in(Path file, Collection<Needle> needles, List<Hit> hits)
            throws IOException {
        var left = new ArrayList<>(needles);
        int overlap = left.stream().mapToInt(needle -> needle.bytes().length()).max().orElse(0);
        var block = new byte[BLOCK + overlap];
        int kept = 0;
        try (var stream = Files.newInputStream(file)) {
            for (int read = stream.readNBytes(block, 0, BLOCK);
                    read > 0;
                    read = stream.readNBytes(block, kept, BLOCK)) {
                int length = kept + read;
                // Java looks for a part of a string faster than any loop over bytes here could.
                var content = new String(block, 0, length, ISO_8859_1);
                left.removeIf(needle -> {
                    boolean found = content.contains(needle.bytes());
                    if (found) {
                        hits.add(new Hit(file, needle.name()));
                    }
                    return found;
                });
                kept = Math.min(overlap, length);
                System.arraycopy(block, length - kept, block, 0, kept);
            }
        } catch (NoSuchFileException e) {
            // PostgreSQL and Kafka remove files of their own at any time; then nothing is in it.
            return;
        }
    }
}
