package com.bestqi.localstack;

import java.util.Locale;
import java.util.function.Consumer;

/** Puts the time since the start before each line. */
final class Progress {
    private final Consumer<String> out;
    private final long begun = System.nanoTime();

    Progress(Consumer<String> out) {
        this.out = out;
    }

    synchronized void line(String text) {
        out.accept(String.format(Locale.ROOT, "%8s  %s", seconds(System.nanoTime() - begun), text));
    }

    static String seconds(long nanos) {
        return String.format(Locale.ROOT, "%.1f s", nanos / 1e9);
    }
}
