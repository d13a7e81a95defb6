package com.bestqi.notification.inbox;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.bestqi.notification.Persons;
import com.bestqi.notification.ServiceTest;
import com.bestqi.platform.event.MessageRequested;
import com.bestqi.platform.event.SubjectDirective;
import com.bestqi.platform.test.Bus;
import com.bestqi.platform.test.Tokens;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The inbox, as it fills. */
@ServiceTest
@Tag("PU-3")
class InboxStreamTest {

    /** An open stream, as an app reads it. */
    private static final class Stream implements AutoCloseable {
        private final HttpClient client = HttpClient.newHttpClient();
        private final BufferedReader lines;

        record Event(String name, String id, JsonPath data) {}

        Stream(Persons person, String lastEventId) throws IOException, InterruptedException {
            var request =
                    HttpRequest.newBuilder(
                                    URI.create(
                                            "http://localhost:%d/v1/notifications/stream"
                                                    .formatted(RestAssured.port)))
                            .header("Authorization", "Bearer " + Tokens.user(person.accountId()))
                            .timeout(Duration.ofSeconds(20));
            if (!lastEventId.isEmpty()) {
                request.header("Last-Event-ID", lastEventId);
            }
            var answer = client.send(request.build(), BodyHandlers.ofInputStream());
            assertThat(answer.statusCode()).isEqualTo(200);
            lines =
                    new BufferedReader(
                            new InputStreamReader(answer.body(), StandardCharsets.UTF_8));
            // The first words stand for: from here on nothing is missed.
            assertThat(line()).startsWith(":");
        }

        Event next() throws Exception {
            return CompletableFuture.supplyAsync(this::read, Thread::startVirtualThread)
                    .get(30, TimeUnit.SECONDS);
        }

        private Event read() {
            var name = "";
            var id = "";
            var data = "";
            for (var line = line(); line != null; line = line()) {
                if (line.startsWith("event:")) {
                    name = line.substring(6).strip();
                } else if (line.startsWith("id:")) {
                    id = line.substring(3).strip();
                } else if (line.startsWith("data:")) {
                    data = line.substring(5).strip();
                } else if (line.isEmpty() && !data.isEmpty()) {
                    return new Event(name, id, JsonPath.from(data));
                }
            }
            throw new IllegalStateException("the stream is over");
        }

        private String line() {
            try {
                return lines.readLine();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() {
            client.shutdownNow();
        }
    }

    private static UUID tell(Persons person) {
        var id = UUID.randomUUID();
        Bus.publish(
                new MessageRequested(
                        person.accountId(),
                        id,
                        "account-inactive",
                        Map.of("until", "2026-12-22T10:00:00Z"),
                        Instant.now()));
        return id;
    }

    @Test
    void whatComesIsSeenAtOnceAndOnce() throws Exception {
        var person = Persons.welcomed();
        try (var stream = new Stream(person, "")) {
            var first = tell(person);
            var event = stream.next();
            var second = tell(person);

            assertThat(event.name()).isEqualTo("notification");
            assertThat(event.id()).isEqualTo(first.toString());
            assertThat(event.data().getString("kind")).isEqualTo("ACCOUNT_INACTIVE");
            assertThat(event.data().getString("title")).isNotBlank();
            assertThat(stream.next().id()).isEqualTo(second.toString());
        }
    }

    @Test
    void aClientGoesOnWhereItWasCutOff() throws Exception {
        var person = Persons.welcomed();
        String last;
        try (var stream = new Stream(person, "")) {
            tell(person);
            last = stream.next().id();
        }
        var missed = new ArrayList<String>();
        for (int i = 0; i < 3; i++) {
            missed.add(tell(person).toString());
        }
        Persons.patiently().until(() -> person.inboxSize() == 5);

        try (var stream = new Stream(person, last)) {
            var told = new ArrayList<String>();
            for (int i = 0; i < 3; i++) {
                told.add(stream.next().id());
            }
            assertThat(told).containsExactlyInAnyOrderElementsOf(missed);
            var next = tell(person);
            assertThat(stream.next().id()).isEqualTo(next.toString());
        }
    }

    @Test
    void anotherPersonsEventIsNoPlaceToGoOnFrom() throws Exception {
        var person = Persons.welcomed();
        var other = Persons.welcomed();
        var foreign =
                other.calls()
                        .get("/v1/notifications")
                        .jsonPath()
                        .getString("items[0].notificationId");
        try (var stream = new Stream(person, foreign)) {
            var own = tell(person);
            assertThat(stream.next().id()).isEqualTo(own.toString());
        }
    }

    @Test
    @Tag("RI-3")
    void anErasureEndsIt() throws Exception {
        var person = Persons.welcomed();
        try (var stream = new Stream(person, "")) {
            Bus.publish(
                    new SubjectDirective(
                            person.accountId(),
                            UUID.randomUUID(),
                            SubjectDirective.Kind.ERASE,
                            1,
                            Instant.now()));

            var event = stream.next();
            assertThat(event.name()).isEqualTo("end");
            assertThat(event.data().getString("reason")).isEqualTo("account-erased");
        }
    }

    @Test
    void badPlacesAndStrangersAreRefused() {
        var person = Persons.welcomed();
        person.calls()
                .header("Last-Event-ID", "not an id")
                .get("/v1/notifications/stream")
                .then()
                .statusCode(400);
        given().get("/v1/notifications/stream").then().statusCode(401);
        Persons.unknown().calls().get("/v1/notifications/stream").then().statusCode(503);
    }
}
