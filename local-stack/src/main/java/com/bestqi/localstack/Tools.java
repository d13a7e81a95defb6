package com.bestqi.localstack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The few programs of the operating system that the stack leans on, each tried once. */
final class Tools {
    private static final boolean DEATH_SIGNAL = works("setpriv", "--pdeathsig", "KILL", "true");
    private static final boolean SESSION = works("setsid", "true");
    private static final boolean ROOT = userId() == 0;

    private Tools() {}

    /**
     * A prefix that binds a command to the life of this process; empty where the system cannot do
     * that.
     */
    static List<String> dieWithParent(String signal) {
        return DEATH_SIGNAL ? List.of("setpriv", "--pdeathsig", signal, "--") : List.of();
    }

    /**
     * A prefix that keeps the terminal's Ctrl-C from a command, so that this process alone decides
     * what ends when.
     */
    static List<String> ownSession() {
        return SESSION ? List.of("setsid") : List.of();
    }

    /** The {@code java} of the JDK this process runs on, with {@code arguments}. */
    static List<String> java(List<String> arguments) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(arguments);
        return command;
    }

    /**
     * Returns whether this process has the rights of the super-user, as which PostgreSQL refuses to
     * run.
     */
    static boolean root() {
        return ROOT;
    }

    private static int userId() {
        try {
            return (Integer) Files.getAttribute(Path.of("/proc/self"), "unix:uid");
        } catch (IOException e) {
            throw new StackException("cannot tell which user this is; the stack needs Linux", e);
        }
    }

    static boolean works(String... command) {
        try {
            var process =
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start();
            return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
