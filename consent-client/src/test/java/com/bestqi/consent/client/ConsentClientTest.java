package com.bestqi.consent.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("RI-7")
class ConsentClientTest {
    private static final UUID PERSON = UUID.fromString("00000000-0000-4000-8000-000000000001");
    private static final String YES = "{\"permitted\":true,\"reason\":\"granted\",\"revision\":7}";
    private static final String NO =
            "{\"permitted\":false,\"reason\":\"not-granted\",\"revision\":8}";

    private final List<String> questions = new CopyOnWriteArrayList<>();
    private final List<String> tokens = new CopyOnWriteArrayList<>();
    private final CountDownLatch testEnds = new CountDownLatch(1);
    private HttpServer server;
    private volatile int status = 200;
    private volatile String answer = YES;
    private volatile boolean silent;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(java.util.concurrent.Executors.newVirtualThreadPerTaskExecutor());
        server.createContext(
                "/v1/decisions",
                exchange -> {
                    questions.add(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
                    tokens.add(exchange.getRequestHeaders().getFirst("Authorization"));
                    if (silent) {
                        try {
                            testEnds.await();
                        } catch (InterruptedException e) {
                            Thread.currentThread().interrupt();
                        }
                    }
                    var body = answer.getBytes(UTF_8);
                    exchange.sendResponseHeaders(status, body.length);
                    exchange.getResponseBody().write(body);
                    exchange.close();
                });
        server.start();
    }

    @AfterEach
    void stop() {
        testEnds.countDown();
        server.stop(0);
    }

    private ConsentClient client() {
        return ConsentClient.at(
                URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/"),
                () -> "the-token");
    }

    @Test
    void aYesIsAYesAndNamesItsRevision() {
        var decision = client().decide(PERSON, "camera");

        assertThat(decision).isEqualTo(new Decision(true, "granted", 7, true));
        assertThat(questions).singleElement().asString().contains("camera", PERSON.toString());
        assertThat(tokens).containsExactly("Bearer the-token");
    }

    @Test
    void aWithdrawalHoldsWithTheNextQuestion() {
        var client = client();
        assertThat(client.permits(PERSON, "camera")).isTrue();

        answer = NO;

        assertThat(client.permits(PERSON, "camera")).isFalse();
        assertThat(questions).hasSize(2);
    }

    @Test
    @Tag("PM-8")
    void thePastIsAskedForAndNeverRemembered() {
        var client = client().remembering(Duration.ofSeconds(5), 10);
        var at = Instant.parse("2026-11-22T10:00:00Z");

        client.decide(PERSON, "camera", at);
        client.decide(PERSON, "camera", at);

        assertThat(questions).hasSize(2).allMatch(question -> question.contains(at.toString()));
    }

    @ParameterizedTest
    @ValueSource(ints = {204, 301, 400, 401, 403, 404, 410, 423, 429, 500, 503})
    void everyOtherAnswerIsNo(int other) {
        status = other;
        if (other == 204) {
            answer = "";
        }

        assertThat(client().permits(PERSON, "camera")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "yes",
                "true",
                "{}",
                "[]",
                "{\"permitted\":\"true\",\"reason\":\"granted\",\"revision\":7}",
                "{\"permitted\":1,\"reason\":\"granted\",\"revision\":7}",
                "{\"permitted\":true}",
                "{\"permitted\":true,\"reason\":\"granted\",\"revision\":7} {}",
                "{\"permitted\":true,\"reason\":\"granted\",\"revision\":7"
            })
    void whatCannotBeReadIsNo(String rubbish) {
        answer = rubbish;

        assertThat(client().decide(PERSON, "camera").permitted()).isFalse();
        assertThat(client().decide(PERSON, "camera").answered()).isFalse();
    }

    @Test
    void silenceIsNoAndDoesNotLast() {
        silent = true;
        long begun = System.nanoTime();

        var decision = client().patience(Duration.ofMillis(200)).decide(PERSON, "camera");

        assertThat(decision.permitted()).isFalse();
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(5));
    }

    @Test
    void nobodyThereIsNoAndSoIsNoToken() {
        server.stop(0);
        assertThat(client().permits(PERSON, "camera")).isFalse();

        var without =
                ConsentClient.at(
                        URI.create("http://127.0.0.1:1"),
                        () -> {
                            throw new IllegalStateException("no token");
                        });
        assertThat(without.permits(PERSON, "camera")).isFalse();
    }

    @Test
    void rememberedIsOnlyWhatWasAnsweredAndOnlyForAWhile() throws Exception {
        var client = client().remembering(Duration.ofMillis(200), 2);

        status = 503;
        assertThat(client.permits(PERSON, "camera")).isFalse();
        status = 200;
        assertThat(client.permits(PERSON, "camera")).isTrue();
        answer = NO;
        await().atMost(Duration.ofSeconds(5)).until(() -> !client.permits(PERSON, "camera"));
        for (int n = 0; n < 10; n++) {
            client.permits(UUID.randomUUID(), "camera");
        }

        assertThatThrownBy(() -> client.remembering(Duration.ofSeconds(6), 1))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
