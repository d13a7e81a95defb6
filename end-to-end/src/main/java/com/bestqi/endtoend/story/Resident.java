package com.bestqi.endtoend.story;

import com.bestqi.endtoend.client.Answer;
import com.bestqi.endtoend.client.ApiClient;
import com.bestqi.endtoend.client.Login;
import com.bestqi.endtoend.client.Mailbox;
import com.bestqi.endtoend.client.StackAddresses;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** A person with an account, and what they do in the app. */
public final class Resident {
    /** A token lives five minutes; a new one is fetched in good time. */
    private static final Duration TOKEN_LIFE = Duration.ofMinutes(4);

    private final StackAddresses stack;
    private final Person person;
    private final UUID accountId;
    private final Login login;
    private final UUID installationId = UUID.randomUUID();
    private final List<Device> devices = new ArrayList<>();
    private ApiClient api;
    private long tokenSince;

    private Resident(StackAddresses stack, Person person, UUID accountId) {
        this.stack = stack;
        this.person = person;
        this.accountId = accountId;
        this.login = new Login(stack);
        this.api = logIn();
    }

    /** Registers the person, who accepts the policy in force, and logs them in. */
    public static Resident register(StackAddresses stack, Person person) {
        var anyone = ApiClient.of(stack);
        var policy = anyone.get("/v1/policies/current?language=en").expect(200).text("/version");
        var account = anyone.post("/v1/accounts", person.registration(policy)).expect(201);
        return new Resident(stack, person, UUID.fromString(account.text("/accountId")));
    }

    private ApiClient logIn() {
        tokenSince = System.nanoTime();
        return ApiClient.of(stack).as(login.direct(person.email(), person.password()));
    }

    /** The person. */
    public Person person() {
        return person;
    }

    /** The account's opaque id. */
    public UUID accountId() {
        return accountId;
    }

    /** The devices claimed so far. */
    public List<Device> devices() {
        return List.copyOf(devices);
    }

    /** The phone's app installation. */
    public UUID installationId() {
        return installationId;
    }

    /** The API with this person's token, by a log-in that counts as stale. */
    public ApiClient api() {
        if (System.nanoTime() - tokenSince > TOKEN_LIFE.toNanos()) {
            api = logIn();
        }
        return api;
    }

    /** The API with a token of a log-in just now, in the browser. */
    public ApiClient freshApi() {
        return ApiClient.of(stack).as(login.browser(person.email(), person.password()));
    }

    /** The person's mails. */
    public Mailbox mailbox() {
        return new Mailbox(stack, person.email());
    }

    /** Says yes to the policy in force once more, from the app. */
    public void acceptPolicy() {
        var version = api().get("/v1/policies/current").expect(200).text("/version");
        var answer =
                Patience.settled(() ->
                        api().post(
                                        "/v1/policies/" + version + "/acceptance",
                                        Map.of("language", "en")));
        BrokenPromise.unless(
                answer.status() / 100 == 2, answer.call() + " answered " + answer.status());
    }

    /** Turns switches on, each with its notice if it has one, in this order. */
    public void switchOn(List<String> keys) {
        var notices = new HashMap<String, String>();
        for (var item : ApiClient.of(stack).get("/v1/switches").expect(200).json().path("items")) {
            var version = item.at("/notice/version");
            if (!version.isMissingNode() && !version.isNull()) {
                var key = item.path("key").asText();
                notices.put(key, key + "@" + version.asText());
            }
        }
        for (var key : keys) {
            var notice = notices.get(key);
            var change =
                    notice == null
                            ? Map.of("granted", true)
                            : Map.of("granted", true, "notice", notice);
            Patience.settled(() -> api().put("/v1/consents/" + key, change)).expect(200);
        }
    }

    /** Turns one switch off. */
    public void switchOff(String key) {
        api().put("/v1/consents/" + key, Map.of("granted", false)).expect(200);
    }

    /** Tells about the phone. Returns what the service did not take. */
    public JsonNode registerPhone() {
        return Patience.settled(this::registerPhoneNow).expect(200).json();
    }

    /** The same, but takes every answer as it comes. */
    public Answer registerPhoneNow() {
        var phone =
                Map.of(
                        "model",
                        "model-" + person.word(),
                        "os",
                        "ANDROID",
                        "osVersion",
                        "16",
                        "appVersion",
                        "4.2.0",
                        "softwareVersion",
                        "4.2.0-7",
                        "language",
                        "en",
                        "network",
                        Map.of(
                                "type",
                                "WIFI",
                                "carrier",
                                person.carrier(),
                                "wifi",
                                Map.of("ssid", person.wifi())),
                        "installedApps",
                        List.of(person.app()));
        return api().put("/v1/phones/" + installationId, phone);
    }

    /** Has the phone pushed to, and chooses hours of quiet; waits until the switch has arrived. */
    public void chooseNotifications() {
        var endpoint = Map.of("provider", "FCM", "token", person.pushToken());
        Patience.settled(() -> api().put("/v1/push-endpoints/" + installationId, endpoint))
                .expect(200);
        var chosen =
                Map.of("items", List.of(), "quietHours", Map.of("from", "22:00", "to", "06:30"));
        api().put("/v1/notification-preferences", chosen).expect(200);
    }

    /** Pairs a device by its code, lets the device claim itself, and gives it a name. */
    public Device pair(String deviceType) {
        var request = Map.of("method", "QR", "deviceType", deviceType);
        var pairing = Patience.settled(() -> api().post("/v1/pairings", request)).expect(201);
        var device = claim(pairing.text("/code"), deviceType).expect(201);
        var paired =
                new Device(
                        stack,
                        UUID.fromString(device.text("/deviceId")),
                        deviceType,
                        device.text("/deviceToken"));
        var named = Map.of("name", person.deviceName(deviceType));
        api().patch("/v1/devices/" + paired.deviceId(), named).expect(200);
        devices.add(paired);
        return paired;
    }

    /** What a device does with a pairing code, without any log-in. */
    public Answer claim(String code, String deviceType) {
        var device =
                Map.of(
                        "serialNumber",
                        person.serial(deviceType),
                        "deviceType",
                        deviceType,
                        "firmwareVersion",
                        "1.8.2",
                        "macAddress",
                        person.macAddress(),
                        "wifi",
                        Map.of("ssid", person.wifi()));
        return ApiClient.of(stack).post("/v1/pairings/" + code + "/claim", device);
    }

    /** Reports where the phone is, so many times. */
    public Answer locate(int samples) {
        var list = new ArrayList<Map<String, Object>>();
        var now = Instant.now();
        for (int i = 0; i < samples; i++) {
            list.add(
                    Map.of(
                            "at",
                            now.plusMillis(i).toString(),
                            "latitude",
                            person.latitude(),
                            "longitude",
                            person.longitude(),
                            "accuracy",
                            8,
                            "precision",
                            "PRECISE"));
        }
        return api().post(
                        "/v1/locations", Map.of("installationId", installationId, "samples", list));
    }

    /** The messages in the app. */
    public JsonNode inbox() {
        return api().get("/v1/notifications").expect(200).json().path("items");
    }
}
