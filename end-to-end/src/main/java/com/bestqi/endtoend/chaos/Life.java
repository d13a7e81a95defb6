package com.bestqi.endtoend.chaos;

import com.bestqi.endtoend.client.Answer;
import com.bestqi.endtoend.client.ApiClient;
import com.bestqi.endtoend.client.Login;
import com.bestqi.endtoend.client.MqttReport;
import com.bestqi.endtoend.client.StackAddresses;
import com.bestqi.endtoend.client.UnexpectedAnswer;
import com.bestqi.endtoend.story.Person;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One person, as their app and their thermostat see the suite while it is being killed: every call
 * is repeated until it has an end, as a good client does.
 */
final class Life {
    private static final int POSTS = 4;
    private static final int READINGS_A_POST = 25;

    /** A token lives five minutes. */
    private static final Duration TOKEN_LIFE = Duration.ofMinutes(4);

    private final int number;
    private final StackAddresses stack;
    private final History history;
    private final boolean leaves;
    private final Person person = Person.called("Chaos");
    private final Set<Instant> acknowledged = new TreeSet<>();
    private @Nullable ApiClient app;
    private long appSince;
    private @Nullable UUID accountId;
    private @Nullable String statusPath;
    private @Nullable String certificate;
    private boolean storage;
    private String deviceId = "";
    private String deviceToken = "";

    /** Somebody not registered yet. */
    Life(int number, StackAddresses stack, History history, boolean leaves) {
        this.number = number;
        this.stack = stack;
        this.history = history;
        this.leaves = leaves;
    }

    int number() {
        return number;
    }

    Person person() {
        return person;
    }

    boolean leaves() {
        return leaves;
    }

    UUID accountId() {
        if (accountId == null) {
            throw new IllegalStateException("person " + number + " is not registered");
        }
        return accountId;
    }

    /** The instants of the readings that were acknowledged. */
    Set<Instant> acknowledged() {
        return Set.copyOf(acknowledged);
    }

    /** What the person last said about a switch and was told is so. */
    boolean storage() {
        return storage;
    }

    /** Null when the answer with the status link was lost; the case is there nevertheless. */
    @Nullable String certificate() {
        return certificate;
    }

    void live() {
        register();
        toggle("camera", true);
        var device = pair();
        for (int i = 0; i < POSTS; i++) {
            report(device, i);
            toggle("storage", i % 2 == 0);
        }
        if (leaves) {
            leave(device);
        }
    }

    private void register() {
        var key = UUID.randomUUID().toString();
        var policy =
                insist("policy", List.of(200), anyone -> anyone.get("/v1/policies/current"))
                        .text("/version");
        var registered =
                insist(
                        "register",
                        List.of(201),
                        anyone -> post(anyone, "/v1/accounts", key, person.registration(policy)));
        accountId = UUID.fromString(registered.text("/accountId"));
    }

    private String token() {
        var answer =
                history.insist(
                        number,
                        "log in",
                        List.of(200),
                        () -> new Login(stack).attempt(person.email(), person.password()));
        return answer.text("/access_token");
    }

    /** The app logs in again in good time, however long a call took to be answered. */
    private ApiClient app() {
        return app(this::token);
    }

    private ApiClient app(Supplier<String> logIn) {
        var open = app;
        if (open == null || System.nanoTime() - appSince > TOKEN_LIFE.toNanos()) {
            open = ApiClient.of(stack).as(logIn.get());
            app = open;
            appSince = System.nanoTime();
        }
        return open;
    }

    private void toggle(String key, boolean granted) {
        history.insist(
                number,
                "switch",
                List.of(200),
                () -> app().put("/v1/consents/" + key, Map.of("granted", granted)));
        if (key.equals("storage")) {
            storage = granted;
        }
    }

    private ApiClient pair() {
        var pairingKey = UUID.randomUUID().toString();
        var pairing =
                history.insist(
                        number,
                        "pair",
                        List.of(201),
                        () ->
                                post(
                                        app(),
                                        "/v1/pairings",
                                        pairingKey,
                                        Map.of("method", "QR", "deviceType", "thermostat")));
        var claimKey = UUID.randomUUID().toString();
        var body =
                Map.of(
                        "serialNumber",
                        person.serial("thermostat"),
                        "deviceType",
                        "thermostat",
                        "firmwareVersion",
                        "1.8.2",
                        "macAddress",
                        person.macAddress());
        var claimed =
                insist(
                        "claim",
                        List.of(201),
                        anyone ->
                                post(
                                        anyone,
                                        "/v1/pairings/" + pairing.text("/code") + "/claim",
                                        claimKey,
                                        body));
        deviceId = claimed.text("/deviceId");
        deviceToken = claimed.text("/deviceToken");
        return ApiClient.of(stack).as(deviceToken);
    }

    private void report(ApiClient device, int post) {
        var first = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        var readings = readings(first);
        var body = Map.of("readings", readings);
        // Every other report goes by MQTT, with the same promise.
        boolean byMqtt = post % 2 == 1;
        history.insist(
                number,
                "readings " + post + (byMqtt ? " by MQTT" : ""),
                List.of(202),
                () ->
                        byMqtt
                                ? MqttReport.send(
                                        stack, deviceId, deviceToken, ApiClient.json(body))
                                : device.post(readingsPath(), body));
        acknowledge(first);
    }

    private static List<Map<String, Object>> readings(Instant first) {
        var readings = new ArrayList<Map<String, Object>>();
        for (int i = 0; i < READINGS_A_POST; i++) {
            readings.add(
                    Map.of(
                            "at",
                            first.plusMillis(i).toString(),
                            "type",
                            "temperature",
                            "value",
                            20 + i % 5));
        }
        return readings;
    }

    private String readingsPath() {
        return "/v1/devices/" + deviceId + "/readings";
    }

    private void leave(ApiClient device) {
        app = null; // the next log-in is the fresh one
        // 410: an answer was lost, and the account with it.
        var accepted =
                history.insist(
                        number,
                        "delete",
                        List.of(202, 410),
                        () -> app(this::freshToken).delete("/v1/accounts/me"));
        if (accepted.status() == 202) {
            var link = URI.create(accepted.text("/statusUrl"));
            statusPath = link.getRawPath() + "?" + link.getRawQuery();
            follow();
        }
        late(device);
    }

    private String freshToken() {
        while (true) {
            try {
                return new Login(stack).browser(person.email(), person.password());
            } catch (UnexpectedAnswer e) {
                // Keycloak is down; the direct grant waits until it is back.
                token();
            }
        }
    }

    private void follow() {
        while (certificate == null) {
            var status = insist("status", List.of(200), anyone -> anyone.get(path()));
            if (status.json().hasNonNull("certificate")) {
                certificate = status.text("/certificate");
            } else {
                LockSupport.parkNanos(200_000_000);
            }
        }
    }

    private String path() {
        return String.valueOf(statusPath);
    }

    /**
     * A device that does not know yet is told, and nothing of what it says is kept. Without an
     * answer to the deletion it may be early: what is taken then must be erased like the rest.
     */
    private void late(ApiClient device) {
        var first = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        var readings = readings(first);
        var answer =
                history.insist(
                        number,
                        certificate == null ? "late" : "after certificate",
                        certificate == null ? List.of(202, 410) : List.of(410),
                        () -> device.post(readingsPath(), Map.of("readings", readings)));
        if (answer.status() == 202) {
            acknowledge(first);
        }
    }

    private void acknowledge(Instant first) {
        for (int i = 0; i < READINGS_A_POST; i++) {
            acknowledged.add(first.plusMillis(i));
        }
    }

    private interface Call {
        Answer by(ApiClient anyone);
    }

    private Answer insist(String kind, List<Integer> until, Call call) {
        return history.insist(number, kind, until, () -> call.by(ApiClient.of(stack)));
    }

    private static Answer post(ApiClient client, String path, String key, Object body) {
        return client.post(path, body, Map.of("Idempotency-Key", key));
    }
}
