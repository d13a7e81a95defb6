package com.bestqi.localstack;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;

/** Finds ports that nobody listens on. */
public final class Ports {
    private static final int FIRST = 20_000;

    /**
     * Linux hands out ports from here on to outgoing connections, so a free one may be gone a
     * moment later.
     */
    private static final int EPHEMERAL = 32_000;

    /**
     * Ports that were given out here. What will listen there starts seconds later; until this
     * process ends, the UDP port of the same number says to all others that it is taken.
     */
    private static final Queue<DatagramSocket> GIVEN = new ConcurrentLinkedQueue<>();

    private Ports() {}

    /**
     * A free port below those that the system gives to outgoing connections; never the same for two
     * who ask, in whichever process.
     */
    public static int free() {
        for (int attempt = 0; attempt < 1_000; attempt++) {
            int port = ThreadLocalRandom.current().nextInt(FIRST, EPHEMERAL);
            if (take(port)) {
                return port;
            }
        }
        throw new StackException("no free port between " + FIRST + " and " + EPHEMERAL);
    }

    private static boolean take(int port) {
        try {
            var mark = new DatagramSocket(port, InetAddress.getLoopbackAddress());
            if (isFree(port)) {
                GIVEN.add(mark);
                return true;
            }
            mark.close();
            return false;
        } catch (SocketException e) {
            return false;
        }
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
