package com.bestqi.platform.test;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.RsaJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.lang.JoseException;

/**
 * Stands in for the identity provider's key set; the tokens themselves are really signed. What
 * {@link IdentityProvider} asks of it comes by HTTP, for tests live in another class loader.
 */
final class TokenIssuer {
    private static final int AWAY_STATUS = 503;
    private static final int SLOW_SECONDS = 30;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicInteger fetches = new AtomicInteger();
    private volatile RsaJsonWebKey key;
    private volatile boolean away;
    private volatile CountDownLatch quick = new CountDownLatch(0);

    private TokenIssuer(HttpServer server, RsaJsonWebKey key) {
        this.server = server;
        this.key = key;
    }

    static TokenIssuer start() {
        try {
            var server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            var issuer = new TokenIssuer(server, newKey("test"));
            server.setExecutor(issuer.threads);
            server.createContext("/certs", issuer::certificates);
            server.createContext("/control/", issuer::control);
            server.start();
            return issuer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static RsaJsonWebKey newKey(String keyId) {
        try {
            var key = RsaJwkGenerator.generateJwk(2048);
            key.setKeyId(keyId);
            key.setUse("sig");
            key.setAlgorithm("RS256");
            return key;
        } catch (JoseException e) {
            throw new IllegalStateException("no RSA key", e);
        }
    }

    private void certificates(HttpExchange exchange) throws IOException {
        fetches.incrementAndGet();
        try {
            quick.await(SLOW_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
        answer(exchange, away ? AWAY_STATUS : 200, "{\"keys\":[" + key.toJson() + "]}");
    }

    private void control(HttpExchange exchange) throws IOException {
        var said =
                switch (exchange.getRequestURI().getPath().substring("/control/".length())) {
                    case "fetches" -> Integer.toString(fetches.get());
                    case "away" -> {
                        away = true;
                        yield "";
                    }
                    case "slow" -> {
                        quick = new CountDownLatch(1);
                        yield "";
                    }
                    case "well" -> {
                        away = false;
                        quick.countDown();
                        yield "";
                    }
                    case "rotate" -> {
                        key = newKey("test-" + System.nanoTime());
                        yield privateKey();
                    }
                    default -> throw new IOException("no such wish");
                };
        answer(exchange, 200, said);
    }

    private static void answer(HttpExchange exchange, int status, String text) throws IOException {
        var body = text.getBytes(UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    String issuer() {
        return "http://localhost:" + server.getAddress().getPort() + "/realms/bestqi";
    }

    String jwksUrl() {
        return "http://localhost:" + server.getAddress().getPort() + "/certs";
    }

    String privateKey() {
        return key.toJson(JsonWebKey.OutputControlLevel.INCLUDE_PRIVATE);
    }

    void stop() {
        quick.countDown();
        server.stop(0);
        threads.shutdown();
    }
}
