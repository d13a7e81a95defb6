package com.bestqi.device.reading;

import static org.assertj.core.api.Assertions.assertThat;

import com.bestqi.device.Person;
import com.bestqi.platform.test.Tokens;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** An open stream of server-sent events, as an app reads it. */
final class EventStream implements AutoCloseable {
    private final HttpClient client;
    private final BufferedReader lines;

    private EventStream(HttpClient client, BufferedReader lines) {
        this.client = client;
        this.lines = lines;
    }

    record Event(String name, String id, String json) {
        <T> T data(String field) {
            return JsonPath.from(json).get(field);
        }
    }

    /** Opens one and waits until it stands. */
    static EventStream open(Person person, Person.Device device, String query, String lastEventId)
            throws IOException, InterruptedException {
        var client = HttpClient.newHttpClient();
        var request =
                HttpRequest.newBuilder(
                                URI.create(
                                        "http://localhost:%d/v1/devices/%s/readings/stream%s"
                                                .formatted(RestAssured.port, device.id(), query)))
                        .header("Authorization", "Bearer " + Tokens.user(person.id()))
                        .timeout(Duration.ofSeconds(20));
        if (!lastEventId.isEmpty()) {
            request.header("Last-Event-ID", lastEventId);
        }
        var answer = client.send(request.build(), BodyHandlers.ofInputStream());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type").orElse(""))
                .startsWith("text/event-stream");
        return new EventStream(
                client,
                new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8)));
    }

    /** The next event; signs of life are passed over. */
    Event next() throws Exception {
        return CompletableFuture.supplyAsync(this::read, Thread::startVirtualThread)
                .get(20, TimeUnit.SECONDS);
    }

    /** Whether the service has closed it. */
    boolean isOver() throws Exception {
        return CompletableFuture.supplyAsync(() -> line() == null, Thread::startVirtualThread)
                .get(20, TimeUnit.SECONDS);
    }

    private Event read() {
        String name = "";
        String id = "";
        var data = new StringBuilder();
        for (var line = line(); line != null; line = line()) {
            if (line.startsWith("event:")) {
                name = line.substring(6).strip();
            } else if (line.startsWith("id:")) {
                id = line.substring(3).strip();
            } else if (line.startsWith("data:")) {
                data.append(line.substring(5).strip());
            } else if (line.isEmpty() && !data.isEmpty()) {
                return new Event(name, id, data.toString());
            }
        }
        throw new IllegalStateException("the stream is over");
    }

    private String line() {
        try {
            return lines.readLine();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
