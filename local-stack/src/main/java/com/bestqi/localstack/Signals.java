package com.bestqi.localstack;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** Sends signals that Java has no method for, by the shell's own {@code kill}. */
final class Signals {
    private Signals() {}

    /**
     * Sends {@code signal} (INT, STOP, CONT, ...) and returns whether the process was there to take
     * it.
     */
    static boolean send(String signal, long pid) {
        try {
            var kill =
                    new ProcessBuilder("sh", "-c", "kill -" + signal + " " + pid)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start();
            return kill.waitFor(5, TimeUnit.SECONDS) && kill.exitValue() == 0;
        } catch (IOException e) {
            throw new StackException("cannot send SIG" + signal + " to process " + pid, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
