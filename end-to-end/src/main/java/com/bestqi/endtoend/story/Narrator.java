package com.bestqi.endtoend.story;

import java.io.PrintStream;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Supplier;

/** Tells what happens, a line at a time, each with the time it took. */
public final class Narrator {
    private final PrintStream out;
    private int chapter;

    /** Tells it to {@code out}. */
    public Narrator(PrintStream out) {
        this.out = out;
    }

    /** Begins a part of the story. */
    public void chapter(String title) {
        chapter++;
        out.printf("%n%d. %s%n", chapter, title);
    }

    /** Does something and then says so. */
    public void does(String words, Runnable deed) {
        gives(
                words,
                () -> {
                    deed.run();
                    return words;
                });
    }

    /** Does something and then says so; returns what came of it. */
    public <T> T gives(String words, Supplier<T> deed) {
        return gives(words, deed, _ -> "");
    }

    /** Does something and then says so, with more about what came of it. */
    public <T> T gives(String words, Supplier<T> deed, Function<T, String> more) {
        long begun = System.nanoTime();
        try {
            var result = deed.get();
            line(begun, words + more.apply(result));
            return result;
        } catch (RuntimeException e) {
            line(begun, "NOT SO: " + words);
            throw e;
        }
    }

    private void line(long begun, String words) {
        double seconds = (System.nanoTime() - begun) / 1e9;
        out.println(String.format(Locale.ROOT, "   %6.2f s  %s", seconds, words));
    }

    /** Says something without a time. */
    public void says(String words) {
        out.println(words.isEmpty() ? "" : "             " + words);
    }
}
