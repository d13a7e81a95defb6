package com.bestqi.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A soft limit of a running process, which whoever owns the process may move. */
enum ProcessLimit {
    OPEN_FILES("Max open files", "nofile"),
    /** No byte is written behind this place of any file, as if the disk ended there. */
    FILE_SIZE("Max file size", "fsize");

    private final String title;
    private final String option;

    ProcessLimit(String title, String option) {
        this.title = title;
        this.option = option;
    }

    /** The limit as the system prints it: a number or {@code unlimited}. */
    String of(long pid) throws IOException {
        try (var limits = Files.lines(Path.of("/proc", Long.toString(pid), "limits"))) {
            return limits.filter(line -> line.startsWith(title))
                    .map(line -> line.substring(title.length()).strip().split("\\s+")[0])
                    .findFirst()
                    .orElseThrow();
        }
    }

    /** Moves the limit of a process; one that is gone meanwhile needs none. */
    void set(long pid, String limit) throws IOException, InterruptedException {
        var moved =
                new ProcessBuilder("prlimit", "--pid", "" + pid, "--" + option + "=" + limit + ":")
                        .inheritIO()
                        .start();
        assertThat(moved.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(moved.exitValue() == 0 || ProcessHandle.of(pid).isEmpty()).isTrue();
    }
}
