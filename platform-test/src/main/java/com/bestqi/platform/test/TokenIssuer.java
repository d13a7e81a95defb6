package com.bestqi.platform.test;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.RsaJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.lang.JoseException;

/**
 * Stands in for the identity provider's key set and its decisions about staff; the tokens
 * themselves are really signed. What
 * {@link IdentityProvider} asks of it comes by HTTP, for tests live in another class loader.
 */
final class TokenIssuer {
    private static final String TOKEN_PATH = "/realms/bestqi/protocol/openid-connect/token";
    private static final int AWAY_STATUS = 503;
    private static final int SLOW_SECONDS = 30;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicInteger fetches = new AtomicInteger();
    private final RealmPermissions permissions = new RealmPermissions();
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
            server.createContext(TOKEN_PATH, issuer::decide);
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
        awaitQuick();
        answer(exchange, away ? AWAY_STATUS : 200, "{\"keys\":[" + key.toJson() + "]}");
    }

    /** Whether the bearer is permitted what the form names, by the realm's own file. */
    private void decide(HttpExchange exchange) throws IOException {
        awaitQuick();
        var form = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
        var wanted =
                Stream.of(form.split("&"))
                        .filter(field -> field.startsWith("permission="))
                        .map(field -> URLDecoder.decode(field.substring(11), UTF_8))
                        .findFirst()
                        .orElse("");
        if (away) {
            answer(exchange, AWAY_STATUS, "{}");
        } else if (!permissions.knows(wanted)) {
            answer(exchange, 400, "{\"error\":\"invalid_resource\"}");
        } else if (permissions.allows(
                wanted, roles(exchange.getRequestHeaders().getFirst("Authorization")))) {
            answer(exchange, 200, "{\"result\":true}");
        } else {
            answer(exchange, 403, "{\"error\":\"access_denied\"}");
        }
    }

    private static List<String> roles(String authorization) throws IOException {
        var claims = Base64.getUrlDecoder().decode(authorization.split("\\.")[1]);
        var roles = new ArrayList<String>();
        new ObjectMapper()
                .readTree(claims)
                .at("/realm_access/roles")
                .forEach(role -> roles.add(role.asText()));
        return roles;
    }

    private void awaitQuick() throws IOException {
        try {
            quick.await(SLOW_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    private void control(HttpExchange exchange) throws IOException {
        var wish = exchange.getRequestURI().getPath().substring("/control/".length());
        if (wish.startsWith("withdraw/")) {
            permissions.withdraw(wish.substring("withdraw/".length()).replace('/', '#'));
            answer(exchange, 200, "");
            return;
        }
        var said =
                switch (wish) {
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
                        permissions.restore();
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

    String permissionUrl() {
        return "http://localhost:" + server.getAddress().getPort() + TOKEN_PATH;
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
