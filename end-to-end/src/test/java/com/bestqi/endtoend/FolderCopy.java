package com.bestqi.endtoend;

import com.bestqi.localstack.Folders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/** A backup as a snapshot of the disk makes it: a copy of a server's folder, owners and all. */
record FolderCopy(Path original, Path copy) {

    /** Copies a folder beside itself, while all processes of its server stand still. */
    static FolderCopy of(Path original, ProcessHandle server) {
        var copy = original.resolveSibling(original.getFileName() + ".copy");
        Folders.delete(copy);
        // Whoever could start others comes first.
        var frozen = new ArrayList<>(List.of(server.pid()));
        signal("STOP", frozen);
        try {
            var others = server.descendants().map(ProcessHandle::pid).toList();
            frozen.addAll(others);
            signal("STOP", others);
            copy(original, copy);
        } finally {
            signal("CONT", frozen);
        }
        return new FolderCopy(original, copy);
    }

    private static void signal(String name, List<Long> pids) {
        var command = new ArrayList<>(List.of("kill", "-" + name));
        pids.forEach(pid -> command.add(Long.toString(pid)));
        try {
            var sent = new ProcessBuilder(command).inheritIO().start().waitFor();
            if (sent != 0) {
                throw new IllegalStateException("a process of the server is gone");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
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
