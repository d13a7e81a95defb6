package com.bestqi.localstack;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Holds the data folder for one stack, and remembers the processes working in it, so that a later
 * start can end those that a killed launcher left behind where the kernel could not do so.
 */
final class RunningProcesses implements AutoCloseable {
    private final Path file;
    private final FileChannel lock;
    private final Map<String, String> lines = new TreeMap<>();

    private RunningProcesses(Path file, FileChannel lock) {
        this.file = file;
        this.lock = lock;
    }

    /**
     * Takes the folder, or fails with one line if another stack has it; ends what an earlier one
     * left.
     */
    static RunningProcesses in(Path dataDir) {
        try {
            Files.createDirectories(dataDir);
            var channel =
                    FileChannel.open(
                            dataDir.resolve("stack.lock"),
                            StandardOpenOption.CREATE,
                            StandardOpenOption.WRITE);
            if (tryLock(channel) == null) {
                channel.close();
                throw new StackException("another stack is running on " + dataDir);
            }
            var processes = new RunningProcesses(dataDir.resolve("processes"), channel);
            processes.endThoseLeftBehind();
            return processes;
        } catch (IOException e) {
            throw new StackException("cannot use " + dataDir + ": " + e.getMessage(), e);
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    /** Remembers the process that {@code name} runs as from now on. */
    synchronized void remember(String name, ChildProcess child) {
        lines.put(name, child.pid() + " " + child.startedAt());
        try {
            Files.write(file, lines.values());
        } catch (IOException e) {
            throw new StackException("cannot write " + file, e);
        }
    }

    /**
     * A pid is used again sooner or later; the same pid with the same start is the same process.
     */
    private void endThoseLeftBehind() throws IOException {
        if (!Files.exists(file)) {
            return;
        }
        for (var line : Files.readAllLines(file)) {
            var parts = line.split(" ", -1);
            ProcessHandle.of(Long.parseLong(parts[0]))
                    .filter(process ->
                            process.info()
                                    .startInstant()
                                    .filter(start ->
                                            start.toEpochMilli() == Long.parseLong(parts[1]))
                                    .isPresent())
                    .ifPresent(process -> {
                        process.destroyForcibly();
                        process.onExit().join();
                    });
        }
        Files.delete(file);
    }

    @Override
    public void close() {
        try {
            Files.deleteIfExists(file);
            lock.close();
        } catch (IOException e) {
            throw new StackException("cannot release " + file, e);
        }
    }
}
