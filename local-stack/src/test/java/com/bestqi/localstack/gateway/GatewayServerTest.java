package com.bestqi.localstack.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.bestqi.localstack.Services;
import com.bestqi.localstack.gateway.GatewaySettings.Replica;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class GatewayServerTest {
    private static final int MAX_IN_FLIGHT = 5;
    private static final int MAX_STREAMS = 3;
    private static final int MIB = 1024 * 1024;

    private static Vertx vertx;
    private static Upstream upstream;
    private static GatewayServer gateway;
    private static Places places;
    private static HttpClient client;

    @BeforeAll
    static void start(@TempDir Path swaggerUi) throws Exception {
        Files.writeString(swaggerUi.resolve("swagger-ui.css"), "css");
        Files.writeString(swaggerUi.resolve("swagger-ui-bundle.js"), "js");
        vertx = Vertx.vertx();
        upstream = new Upstream(vertx);
        var up = new Replica(upstream.address(), upstream.address());
        var gone = new Replica(URI.create("http://localhost:1"), URI.create("http://localhost:1"));
        var services = new HashMap<String, List<Replica>>();
        Services.ALL.forEach(service -> services.put(service, List.of(up)));
        services.put("notification", List.of(gone));
        services.put("consent", List.of(gone, up));
        places = new Places(MAX_IN_FLIGHT, MAX_STREAMS);
        gateway =
                new GatewayServer(
                        new GatewaySettings(
                                0,
                                services,
                                swaggerUi,
                                MAX_IN_FLIGHT,
                                MAX_STREAMS,
                                Duration.ofSeconds(2)),
                        places);
        vertx.deployVerticle(gateway)
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
        client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    }

    @AfterAll
    static void stop() throws Exception {
        client.close();
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    @Test
    void aRequestReachesItsServiceUnchanged() throws Exception {
        var answer =
                send(
                        request("/v1/accounts/me?x=%2F&y=a+b")
                                .header("X-Request-Id", "mine")
                                .header("X-Forwarded-For", "10.9.8.7")
                                .method("PATCH", BodyPublishers.ofString("{}")));

        var seen = new JsonObject(answer.body());
        assertThat(seen.getString("uri")).isEqualTo("/v1/accounts/me?x=%2F&y=a+b");
        assertThat(seen.getInteger("length")).isEqualTo(2);
        assertThat(seen.getJsonObject("headers").getString("x-request-id")).isEqualTo("mine");
        assertThat(seen.getJsonObject("headers").getString("x-forwarded-for"))
                .isIn("127.0.0.1", "::1");
        assertThat(answer.headers().firstValue("X-Request-Id")).contains("mine");
        assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(answer.headers().firstValue("X-Frame-Options")).contains("DENY");
        assertThat(answer.headers().firstValue("X-Hop")).isEmpty();
    }

    @Test
    void anAnswerWithoutBodyStaysWithoutBody() throws Exception {
        var answer = send(request("/v1/accounts/nothing").DELETE());

        assertThat(answer.statusCode()).isEqualTo(204);
        assertThat(answer.headers().firstValue("Transfer-Encoding")).isEmpty();
        assertThat(
                        send(request("/v1/accounts/me").method("HEAD", BodyPublishers.noBody()))
                                .statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/internal/inventory",
                "/q/metrics",
                "/v1/accounts/../../internal/inventory",
                "/v1/accounts/%2e%2e/%2e%2e/internal/inventory",
                "/v1/accounts;/../../q/metrics",
                "//internal/inventory",
                "/v1/accounts/..%2f..%2finternal",
                "http://localhost/internal/inventory",
                "http://localhost/v1/accounts",
            })
    void noTrickOfThePathReachesTheInside(String path) throws Exception {
        int before = upstream.reached.size();

        var answer =
                raw("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 404 ").contains("urn:problem:not-found");
        assertThat(upstream.reached).hasSize(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"TRACE", "OPTIONS", "PROPFIND"})
    void onlyTheMethodsOfTheApiPass(String method) throws Exception {
        var answer = send(request("/v1/accounts").method(method, BodyPublishers.noBody()));

        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(answer.headers().firstValue("Content-Type"))
                .contains("application/problem+json");
    }

    @Test
    void anAnnouncedBodyOverTheLimitIsRefused() throws Exception {
        var answer =
                send(request("/v1/accounts").POST(BodyPublishers.ofByteArray(new byte[10 * MIB])));

        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(new JsonObject(answer.body()).getString("type"))
                .isEqualTo("urn:problem:payload-too-large");
        assertThat(answer.headers().firstValue("X-Request-Id")).isPresent();
    }

    @Test
    void aStreamedBodyOverTheLimitIsRefusedOnceItPassesIt() throws Exception {
        var answer = send(request("/v1/accounts").POST(streamed(3 * MIB)));

        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(answer.headers().firstValue("Content-Type"))
                .contains("application/problem+json");
    }

    @Test
    void aClientThatDoesNotStopSendingIsCutOff() throws Exception {
        var head =
                "POST /v1/accounts HTTP/1.1\r\nHost: a\r\nContent-Length: "
                        + 500 * MIB
                        + "\r\n\r\n";

        try (var socket = new Socket("localhost", gateway.port())) {
            var out = socket.getOutputStream();
            out.write(head.getBytes(StandardCharsets.UTF_8));

            assertThatThrownBy(
                            () -> {
                                for (int sent = 0; sent < 500; sent++) {
                                    out.write(new byte[MIB]);
                                }
                            })
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void aBodyWithinTheLimitOfItsPathPasses() throws Exception {
        var readings =
                send(
                        request("/v1/devices/1/readings")
                                .header("Content-Type", "application/x-ndjson")
                                .POST(streamed(9 * MIB)));
        var feedback =
                send(request("/v1/feedback").POST(BodyPublishers.ofByteArray(new byte[20 * MIB])));

        assertThat(new JsonObject(readings.body()).getInteger("length")).isEqualTo(9 * MIB);
        assertThat(new JsonObject(feedback.body()).getInteger("length")).isEqualTo(20 * MIB);
    }

    @Test
    void aServiceThatIsDownIsAPassingProblem() throws Exception {
        var answer = send(request("/v1/notifications").GET());

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).contains("1");
        assertThat(new JsonObject(answer.body()).getString("type"))
                .isEqualTo("urn:problem:unavailable");
    }

    @Test
    void aServiceThatDoesNotAnswerInTimeIsAPassingProblem() throws Exception {
        var answer = send(request("/v1/accounts/hold").GET());

        assertThat(answer.statusCode()).isEqualTo(503);
        await().untilAsserted(() -> assertThat(upstream.brokenOff).contains("/v1/accounts/hold"));
    }

    @Test
    void eventsArriveWhenTheyAreSentAndNotLater() throws Exception {
        var answer =
                client.send(
                        request("/v1/devices/7/readings/stream").GET().build(),
                        BodyHandlers.ofInputStream());
        var events = answer.body();

        assertThat(read(events, "data: first\n\n".length())).isEqualTo("data: first\n\n");
        upstream.held.get("/v1/devices/7/readings/stream").write("data: second\n\n");
        assertThat(read(events, "data: second\n\n".length())).isEqualTo("data: second\n\n");
        events.close();
        await().untilAsserted(() ->
                assertThat(upstream.brokenOff).contains("/v1/devices/7/readings/stream"));
        await().until(() -> streams().count() == 0);
    }

    @Test
    @Tag("F17")
    void aServiceThatIsOverrunTakesNoPlaceFromTheOthers() throws Exception {
        var device = places.of("device", "/v1/devices");
        await().until(() -> device.count() == 0);
        for (int i = 0; i < MAX_IN_FLIGHT; i++) {
            assertThat(device.enter()).isTrue();
        }

        var refused = send(request("/v1/devices/9").GET());
        var other = send(request("/v1/accounts/me").GET());
        for (int i = 0; i < MAX_IN_FLIGHT; i++) {
            device.leave();
        }

        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.headers().firstValue("Retry-After")).contains("1");
        assertThat(other.statusCode()).isEqualTo(200);
        assertThat(send(request("/v1/devices/9").GET()).statusCode()).isEqualTo(200);
    }

    @Test
    @Tag("F17")
    void streamsHavePlacesOfTheirOwn() throws Exception {
        var open = new ArrayList<InputStream>();
        await().until(() -> streams().count() == 0);
        for (int i = 0; i < MAX_STREAMS; i++) {
            open.add(stream().body());
        }

        var refused = stream();
        var other = send(request("/v1/devices/9").GET());
        for (var stream : open) {
            stream.close();
        }

        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(other.statusCode()).isEqualTo(200);
        await().until(() -> streams().count() == 0);
    }

    private static InFlight streams() {
        return places.of("device", "/v1/devices/9/readings/stream");
    }

    private static HttpResponse<InputStream> stream() throws Exception {
        return client.send(
                request("/v1/devices/9/readings/stream").GET().build(),
                BodyHandlers.ofInputStream());
    }

    @Test
    void theDescriptionIsMissingWhileAServiceIs() throws Exception {
        assertThat(send(request("/openapi").GET()).statusCode()).isEqualTo(503);
    }

    @Test
    void theHealthNamesWhatIsDown() throws Exception {
        var answer = send(request("/health").GET());

        assertThat(answer.statusCode()).isEqualTo(503);
        var services = new JsonObject(answer.body()).getJsonObject("services");
        assertThat(services.getString("notification")).isEqualTo("DOWN");
        assertThat(services.getString("device")).isEqualTo("UP");
    }

    @Test
    void thePageToTryTheApiLoadsNothingFromElsewhere() throws Exception {
        var page = send(request("/docs").GET());

        assertThat(page.body()).contains("/docs/swagger-ui-bundle.js").doesNotContain("http");
        assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
                .contains("script-src 'self';");
        assertThat(send(request("/docs/").GET()).body()).isEqualTo(page.body());
        assertThat(send(request("/docs/swagger-ui-bundle.js").GET()).body()).isEqualTo("js");
        assertThat(send(request("/docs/%2e%2e/secret").GET()).statusCode()).isEqualTo(404);
    }

    @Test
    void aRequestThatIsNoHttpIsRefusedAsAProblem() throws Exception {
        var answer =
                raw(
                        "GET /v1/accounts HTTP/1.1\r\nHost: a\r\nX: "
                                + "y".repeat(20_000)
                                + "\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 400 ").contains("urn:problem:bad-request");
    }

    private static HttpRequest.Builder request(String pathAndQuery) {
        return HttpRequest.newBuilder(
                        URI.create("http://localhost:" + gateway.port() + pathAndQuery))
                .timeout(Duration.ofSeconds(20));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return client.send(request.build(), BodyHandlers.ofString());
    }

    private static HttpRequest.BodyPublisher streamed(int length) {
        return BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(new byte[length]));
    }

    private static String read(InputStream stream, int length) throws Exception {
        return new String(stream.readNBytes(length), StandardCharsets.UTF_8);
    }

    private static String raw(String request) throws Exception {
        try (var socket = new Socket("localhost", gateway.port())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    @Tag("F15")
    void aReplicaThatIsGoneCostsNoCall() throws Exception {
        for (int i = 0; i < 6; i++) {
            assertThat(send(request("/v1/consents").GET()).statusCode()).isEqualTo(200);
        }
    }
}
