package com.bestqi.localstack;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/** Finds ports that nobody listens on. */
public final class Ports {
    private static final int FIRST = 20_000;

    /**
     * Linux hands out ports from here on to outgoing connections, so a free one may be gone a
     * moment later.
     */
    private static final int EPHEMERAL = 32_000;

    private Ports() {}

    /** A free port below those that the system gives to outgoing connections. */
    public static int free() {
        for (int attempt = 0; attempt < 1_000; attempt++) {
            int port = ThreadLocalRandom.current().nextInt(FIRST, EPHEMERAL);
            if (isFree(port)) {
                return port;
            }
        }
        throw new StackException("no free port between " + FIRST + " and " + EPHEMERAL);
    }

    /** Returns whether a server could listen on {@code port} of this machine. */
    static boolean isFree(int port) {
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
