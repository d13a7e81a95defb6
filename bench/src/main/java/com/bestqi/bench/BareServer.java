package com.bestqi.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** The least a JVM can start to answer HTTP with: the limit of {@link StartupBench}. */
public final class BareServer {
    private static final byte[] ANSWER = "{\"version\": \"none\"}".getBytes(UTF_8);

    private BareServer() {}

    /** Answers on the port given until it is killed. */
    public static void main(String[] arguments) throws IOException {
        var address =
                new InetSocketAddress(
                        InetAddress.getLoopbackAddress(), Integer.parseInt(arguments[0]));
        var server = HttpServer.create(address, 0);
        server.createContext(
                "/",
                exchange -> {
                    exchange.sendResponseHeaders(200, ANSWER.length);
                    exchange.getResponseBody().write(ANSWER);
                    exchange.close();
                });
        server.start();
    }
}
