package com.bestqi.endtoend;

import static com.bestqi.endtoend.BadCall.with;
import static com.bestqi.endtoend.BadCall.without;

import com.bestqi.endtoend.client.ApiClient;
import com.bestqi.endtoend.story.Person;
import com.bestqi.endtoend.story.Resident;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** For each route what may be wrong with a call, and the status that {@code api.md} promises. */
final class BadCalls {
    private static final String UNKNOWN = UUID.randomUUID().toString();

    private final Resident caller;
    private final Resident other;
    private final ApiClient anyone;
    private final List<BadCall> calls = new ArrayList<>();

    private BadCalls(Suite suite, Resident caller, Resident other) {
        this.caller = caller;
        this.other = other;
        this.anyone = suite.anyone();
    }

    /** All of them, by {@code caller}; {@code other} is the one whose ids are tried. */
    static List<BadCall> of(Suite suite, Resident caller, Resident other) {
        var calls = new BadCalls(suite, caller, other);
        calls.registration(suite);
        calls.profile();
        calls.phone();
        calls.pairing();
        calls.devices();
        calls.readings();
        calls.locations();
        calls.consents();
        calls.lists();
        calls.somebodyElses();
        new HomeBadCalls(calls, caller, other).add();
        new ReportBadCalls(calls, caller).add();
        return calls.calls;
    }

    void bad(String what, ApiClient api, String method, String path, Object body, int status) {
        calls.add(new BadCall(what, api, method, path, BadCall.JSON, body, status));
    }

    /** What is wrong with every JSON body alike. */
    void badBodies(
            ApiClient api,
            String method,
            String path,
            Map<String, Object> valid,
            Collection<String> required,
            Collection<String> texts) {
        required.forEach(
                field -> bad("without " + field, api, method, path, without(valid, field), 400));
        required.forEach(
                field -> bad(field + " null", api, method, path, nulled(valid, field), 400));
        texts.forEach(
                field -> bad(field + " a number", api, method, path, with(valid, field, 7), 400));
        texts.forEach(field ->
                bad(field + " a list", api, method, path, with(valid, field, List.of()), 400));
        bad("an unknown field", api, method, path, with(valid, "isAdmin", true), 400);
        bad("no body", api, method, path, "", 400);
        bad("no JSON", api, method, path, "{\"a\":", 400);
        bad("a list", api, method, path, "[]", 400);
        bad("null", api, method, path, "null", 400);
        bad("a text", api, method, path, "\"hello\"", 400);
        bad("10 MiB", api, method, path, with(valid, "filler", "x".repeat(10 << 20)), 413);
        calls.add(new BadCall("a form", api, method, path, "text/plain", "a=b", 415));
    }

    private static Map<String, Object> nulled(Map<String, Object> valid, String field) {
        var changed = new TreeMap<>(valid);
        changed.put(field, null);
        return changed;
    }

    private void registration(Suite suite) {
        var path = "/v1/accounts";
        var policy = suite.anyone().get("/v1/policies/current").expect(200).text("/version");
        var person = Person.called("Bad");
        var valid = person.registration(policy);
        var required =
                List.of(
                        "email",
                        "password",
                        "countryCode",
                        "language",
                        "timeZone",
                        "acceptedPolicy");
        badBodies(
                anyone,
                "POST",
                path,
                valid,
                required,
                List.of(
                        "email",
                        "password",
                        "username",
                        "phone",
                        "name",
                        "nickname",
                        "countryCode",
                        "language",
                        "timeZone"));
        values(path, valid, "email", "", "nobody", "a@b", "a b@example.org", "<b>@example.org");
        values(path, valid, "countryCode", "", "XX", "de", "DEU", "'; DROP TABLE account; --");
        values(path, valid, "language", "", "english", "zz", "e", "<script>alert(1)</script>");
        values(path, valid, "timeZone", "", "Mars/Olympus", "europe/berlin", "+25:00");
        values(path, valid, "phone", "", "110", "+0123456789", "call me", "+49151<b>");
        values(path, valid, "username", "", "a b", "a@example.org", "'; DROP TABLE account; --");
        values(
                path,
                valid,
                "password",
                "",
                "short",
                "x".repeat(129),
                "12" + person.email() + "34",
                "12" + person.username() + "34");
        bad(
                "a policy not in force",
                anyone,
                "POST",
                path,
                with(valid, "acceptedPolicy", Map.of("version", "0-0", "language", "en")),
                422);
        bad(
                "no policy version",
                anyone,
                "POST",
                path,
                with(valid, "acceptedPolicy", Map.of("language", "en")),
                400);
        bad("another region", anyone, "POST", path, with(valid, "countryCode", "US"), 421);
        bad(
                "an address in use",
                anyone,
                "POST",
                path,
                with(valid, "email", caller.person().email()),
                409);
        bad(
                "a user name in use",
                anyone,
                "POST",
                path,
                with(valid, "username", caller.person().username()),
                409);
    }

    private void values(String path, Map<String, Object> valid, String field, String... values) {
        for (var value : values) {
            var shown = value.length() > 30 ? value.length() + " characters" : value;
            bad(field + " \"" + shown + "\"", anyone, "POST", path, with(valid, field, value), 400);
        }
    }

    private void profile() {
        var path = "/v1/accounts/me";
        var api = caller.api();
        for (var field : List.of("email", "countryCode", "language", "timeZone")) {
            bad(field + " null", api, "PATCH", path, nulled(Map.of(), field), 400);
            bad(field + " a number", api, "PATCH", path, Map.of(field, 7), 400);
            bad(field + " wrong", api, "PATCH", path, Map.of(field, "nowhere !"), 400);
        }
        bad("an unknown field", api, "PATCH", path, Map.of("accountId", UNKNOWN), 400);
        bad("a password", api, "PATCH", path, Map.of("password", "new.password.77"), 400);
        bad("a list", api, "PATCH", path, "[]", 400);
        bad("a nickname too long", api, "PATCH", path, Map.of("nickname", "n".repeat(5_000)), 400);
        bad("10 MiB", api, "PATCH", path, Map.of("nickname", "n".repeat(10 << 20)), 413);
    }

    private void phone() {
        var path = "/v1/phones/" + UUID.randomUUID();
        Map<String, Object> valid =
                new TreeMap<>(
                        Map.of(
                                "model", "m",
                                "os", "IOS",
                                "osVersion", "26",
                                "appVersion", "1",
                                "softwareVersion", "1",
                                "language", "en",
                                "network", Map.of("type", "NONE")));
        badBodies(
                caller.api(),
                "PUT",
                path,
                valid,
                valid.keySet(),
                List.of("model", "os", "osVersion", "appVersion", "softwareVersion", "language"));
        bad("an unknown os", caller.api(), "PUT", path, with(valid, "os", "SYMBIAN"), 400);
        bad(
                "an unknown network",
                caller.api(),
                "PUT",
                path,
                with(valid, "network", Map.of("type", "PIGEON")),
                400);
    }

    private void pairing() {
        var path = "/v1/pairings";
        Map<String, Object> valid = Map.of("method", "QR", "deviceType", "thermostat");
        badBodies(caller.api(), "POST", path, valid, valid.keySet(), valid.keySet());
        bad("an unknown method", caller.api(), "POST", path, with(valid, "method", "NFC"), 400);
        bad(
                "an unknown type",
                caller.api(),
                "POST",
                path,
                with(valid, "deviceType", "toaster"),
                400);
        bad("a switch is off", caller.api(), "POST", path, with(valid, "method", "BLUETOOTH"), 403);
        var claim =
                Map.<String, Object>of(
                        "serialNumber", "S1",
                        "deviceType", "thermostat",
                        "firmwareVersion", "1",
                        "macAddress", "02:00:00:00:00:01");
        bad("no such code", anyone, "POST", path + "/ABCDEFGH/claim", claim, 404);
        bad(
                "a number",
                anyone,
                "POST",
                path + "/ABCDEFGH/claim",
                with(claim, "serialNumber", 1),
                400);
        bad("no type", anyone, "POST", path + "/ABCDEFGH/claim", without(claim, "deviceType"), 400);
    }

    private void devices() {
        var path = "/v1/devices/" + caller.devices().getFirst().deviceId();
        bad("a number", caller.api(), "PATCH", path, Map.of("name", 7), 400);
        bad("an unknown field", caller.api(), "PATCH", path, Map.of("owner", "me"), 400);
        bad("nothing there", caller.api(), "GET", "/v1/devices/" + UNKNOWN, "", 404);
        bad("no id", caller.api(), "GET", "/v1/devices/1%27%20OR%201=1", "", 404);
        bad("no id", caller.api(), "DELETE", "/v1/devices/--", "", 404);
    }

    private void readings() {
        var device = caller.devices().getFirst();
        var path = "/v1/devices/" + device.deviceId() + "/readings";
        var now = Instant.now().toString();
        Map<String, Object> reading = Map.of("at", now, "type", "temperature", "value", 20);
        Map<String, Object> valid = Map.of("readings", List.of(reading));
        bad(
                "a text for a number",
                device.api(),
                "POST",
                path,
                one(with(reading, "value", "12")),
                400);
        bad("a number for a type", device.api(), "POST", path, one(with(reading, "type", 7)), 400);
        bad("an unknown field", device.api(), "POST", path, one(with(reading, "x", 1)), 400);
        bad("no list", device.api(), "POST", path, Map.of("readings", "all"), 400);
        bad("no readings", device.api(), "POST", path, Map.of(), 400);
        bad(
                "not a number",
                device.api(),
                "POST",
                path,
                "{\"readings\":[{\"at\":\"" + now + "\",\"type\":\"temperature\",\"value\":NaN}]}",
                400);
        bad(
                "more than 1,000",
                device.api(),
                "POST",
                path,
                Map.of("readings", Collections.nCopies(1_001, reading)),
                413);
        bad("10 MiB", device.api(), "POST", path, with(valid, "filler", "x".repeat(10 << 20)), 413);
        bad(
                "another's device",
                device.api(),
                "POST",
                "/v1/devices/" + other.devices().getFirst().deviceId() + "/readings",
                valid,
                404);
    }

    private static Map<String, Object> one(Map<String, Object> reading) {
        return Map.of("readings", List.of(reading));
    }

    private void locations() {
        var path = "/v1/locations";
        Map<String, Object> sample =
                Map.of(
                        "at",
                        Instant.now().toString(),
                        "latitude",
                        52.5,
                        "longitude",
                        13.4,
                        "accuracy",
                        10,
                        "precision",
                        "PRECISE");
        for (var field : List.of("latitude", "longitude", "accuracy")) {
            bad(
                    field + " a text",
                    caller.api(),
                    "POST",
                    path,
                    samples(with(sample, field, "1")),
                    400);
        }
        bad(
                "an unknown field",
                caller.api(),
                "POST",
                path,
                samples(with(sample, "altitude", 1)),
                400);
        bad("no samples", caller.api(), "POST", path, Map.of("installationId", UNKNOWN), 400);
        bad("no phone", caller.api(), "POST", path, Map.of("samples", List.of(sample)), 400);
    }

    private Map<String, Object> samples(Map<String, Object> sample) {
        return Map.of("installationId", caller.installationId(), "samples", List.of(sample));
    }

    private void consents() {
        var api = caller.api();
        bad("granted a text", api, "PUT", "/v1/consents/storage", Map.of("granted", "true"), 400);
        bad("granted a number", api, "PUT", "/v1/consents/storage", Map.of("granted", 1), 400);
        bad("without granted", api, "PUT", "/v1/consents/storage", Map.of(), 400);
        bad(
                "an unknown field",
                api,
                "PUT",
                "/v1/consents/storage",
                "{\"granted\":true,\"x\":1}",
                400);
        bad("no such switch", api, "PUT", "/v1/consents/telepathy", Map.of("granted", true), 404);
        bad("no notice", api, "PUT", "/v1/consents/analytics", Map.of("granted", true), 422);
        bad(
                "an old notice",
                api,
                "PUT",
                "/v1/consents/analytics",
                Map.of("granted", true, "notice", "analytics@0"),
                422);
        bad("no such version", api, "POST", "/v1/policies/0-0/acceptance", Map.of(), 404);
        bad("no such version", anyone, "GET", "/v1/policies/0-0", "", 404);
    }

    private void lists() {
        for (var path :
                List.of(
                        "/v1/devices",
                        "/v1/phones",
                        "/v1/notifications",
                        "/v1/locations",
                        "/v1/homes",
                        "/v1/geofences",
                        "/v1/scenes")) {
            for (var limit : List.of("0", "201", "-1", "ten", "99999999999999999999")) {
                bad("limit " + limit, caller.api(), "GET", path + "?limit=" + limit, "", 400);
            }
            bad("a made-up cursor", caller.api(), "GET", path + "?cursor=%22%27--", "", 400);
        }
        bad(
                "no such message",
                caller.api(),
                "PUT",
                "/v1/notifications/" + UNKNOWN + "/read",
                "",
                404);
        bad("no such request", anyone, "GET", "/v1/erasures/" + UNKNOWN + "?token=x", "", 404);
        bad("no such path", caller.api(), "GET", "/v1/nothing/here", "", 404);
        bad("no such method", caller.api(), "DELETE", "/v1/switches", "", 405);
    }

    private void somebodyElses() {
        var device = "/v1/devices/" + other.devices().getFirst().deviceId();
        bad("another's", caller.api(), "GET", device, "", 404);
        bad("another's", caller.api(), "PATCH", device, Map.of("name", "mine"), 404);
        bad("another's", caller.api(), "DELETE", device, "", 404);
        bad("another's", caller.api(), "GET", device + "/readings", "", 404);
        bad("another's", caller.api(), "DELETE", "/v1/phones/" + other.installationId(), "", 404);
        for (var message : other.inbox()) {
            var path = "/v1/notifications/" + message.path("notificationId").asText() + "/read";
            bad("another's", caller.api(), "PUT", path, "", 404);
        }
    }
}
