package com.bestqi.endtoend;

import static com.bestqi.endtoend.BadCall.with;

import com.bestqi.endtoend.client.ApiClient;
import com.bestqi.endtoend.story.Resident;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** What may be wrong with calls about homes, commands, places and scenes. */
final class HomeBadCalls {
    private static final String UNKNOWN = UUID.randomUUID().toString();

    private final BadCalls calls;
    private final Resident caller;
    private final Resident other;
    private final ApiClient api;

    HomeBadCalls(BadCalls calls, Resident caller, Resident other) {
        this.calls = calls;
        this.caller = caller;
        this.other = other;
        this.api = caller.api();
    }

    void add() {
        commands();
        results();
        geofences();
        scenes();
        schedules();
        homes();
        invitations();
    }

    private void bad(String what, String method, String path, Object body, int status) {
        calls.bad(what, api, method, path, body, status);
    }

    private String device(Resident resident) {
        return "/v1/devices/" + resident.devices().getFirst().deviceId();
    }

    private void commands() {
        var path = device(caller) + "/commands";
        Map<String, Object> valid =
                Map.of("name", "set-target-temperature", "arguments", Map.of("celsius", 20));
        calls.badBodies(api, "POST", path, valid, valid.keySet(), List.of("name"));
        bad("arguments a text", "POST", path, with(valid, "arguments", "warm"), 400);
        bad("arguments a list", "POST", path, with(valid, "arguments", List.of()), 400);
        bad("an argument a text", "POST", path, argument("20"), 400);
        bad("an argument out of range", "POST", path, argument(2_000), 400);
        bad("an argument missing", "POST", path, with(valid, "arguments", Map.of()), 400);
        bad("no such command", "POST", path, with(valid, "name", "self-destruct"), 422);
        bad("another's device", "POST", device(other) + "/commands", valid, 404);
        bad("another's device", "GET", device(other) + "/commands", "", 404);
        bad("nothing there", "GET", path + "/" + UNKNOWN, "", 404);
        bad("a made-up cursor", "GET", path + "?cursor=%22", "", 400);
    }

    private static Map<String, Object> argument(Object celsius) {
        return Map.of("name", "set-target-temperature", "arguments", Map.of("celsius", celsius));
    }

    private void results() {
        var path = device(caller) + "/commands/" + UNKNOWN + "/result";
        Map<String, Object> valid = Map.of("status", "SUCCEEDED");
        var own = caller.devices().getFirst().api();
        calls.bad("no such command", own, "POST", path, valid, 404);
        calls.bad("no status", own, "POST", path, Map.of(), 400);
        calls.bad("an unknown status", own, "POST", path, Map.of("status", "MAYBE"), 400);
        calls.bad("an unknown field", own, "POST", path, with(valid, "x", 1), 400);
        calls.bad("half a body", own, "POST", path, "{\"status\":", 400);
        calls.bad("the person's token", api, "POST", path, valid, 401);
    }

    private void geofences() {
        var path = "/v1/geofences";
        Map<String, Object> valid =
                Map.of("name", "Home", "latitude", 52.5, "longitude", 13.4, "radiusMeters", 100);
        calls.badBodies(api, "POST", path, valid, valid.keySet(), List.of("name"));
        for (var field : List.of("latitude", "longitude", "radiusMeters")) {
            bad(field + " a text", "POST", path, with(valid, field, "1"), 400);
            bad(field + " out of range", "POST", path, with(valid, field, 1_000_000), 400);
        }
        bad("not a number", "POST", path, "{\"name\":\"x\",\"latitude\":NaN}", 400);
        bad("the switch is off", "POST", path, valid, 403);
        bad("nothing there", "GET", path + "/" + UNKNOWN, "", 404);
        bad("nothing there", "DELETE", path + "/" + UNKNOWN, "", 404);
        var crossing = Map.<String, Object>of("at", "2026-11-23T00:00:00Z", "kind", "ENTER");
        var events = path + "/" + UNKNOWN + "/events";
        bad("an unknown kind", "POST", events, with(crossing, "kind", "LINGER"), 400);
        bad("no time", "POST", events, with(crossing, "at", "yesterday"), 400);
        bad("the switch is off", "POST", events, crossing, 403);
        bad("nothing there", "GET", events, "", 404);
    }

    private Map<String, Object> scene(Object trigger) {
        return Map.of(
                "name",
                "Evening",
                "enabled",
                true,
                "trigger",
                trigger,
                "actions",
                List.of(action()));
    }

    private Map<String, Object> action() {
        return Map.of(
                "deviceId",
                caller.devices().getFirst().deviceId(),
                "command",
                Map.of("name", "set-mode", "arguments", Map.of("mode", "heat")));
    }

    private void scenes() {
        var path = "/v1/scenes";
        Map<String, Object> trigger = Map.of("kind", "SCHEDULE", "time", "07:30");
        var valid = scene(trigger);
        calls.badBodies(api, "POST", path, valid, valid.keySet(), List.of("name"));
        bad("enabled a text", "POST", path, with(valid, "enabled", "true"), 400);
        bad("no actions", "POST", path, with(valid, "actions", List.of()), 400);
        var many = Collections.nCopies(21, action());
        bad("too many actions", "POST", path, with(valid, "actions", many), 400);
        var foreign = with(action(), "deviceId", other.devices().getFirst().deviceId());
        bad("another's device", "POST", path, with(valid, "actions", List.of(foreign)), 404);
        var reading =
                Map.<String, Object>of(
                        "kind",
                        "READING",
                        "deviceId",
                        caller.devices().getFirst().deviceId(),
                        "type",
                        "temperature",
                        "above",
                        25);
        bad("above and below", "POST", path, scene(with(reading, "below", 1)), 400);
        bad("a line that is a text", "POST", path, scene(with(reading, "above", "25")), 400);
        bad("no such reading", "POST", path, scene(with(reading, "type", "noise")), 422);
        bad("a text as reading", "POST", path, scene(with(reading, "type", "mode")), 422);
        bad("no such device", "POST", path, scene(with(reading, "deviceId", UNKNOWN)), 404);
        var place = Map.of("kind", "GEOFENCE", "geofenceId", UNKNOWN, "event", "ENTER");
        bad("no such place", "POST", path, scene(place), 404);
        bad("an unknown kind", "POST", path, scene(Map.of("kind", "MOON")), 400);
        bad("nothing there", "PUT", path + "/" + UNKNOWN, valid, 404);
        bad("nothing there", "DELETE", path + "/" + UNKNOWN, "", 404);
        bad("nothing there", "GET", path + "/" + UNKNOWN + "/runs", "", 404);
    }

    private void schedules() {
        var trigger = Map.<String, Object>of("kind", "SCHEDULE", "time", "07:30");
        for (var time : List.of("", "24:00", "7:30", "07:30:00", "half past seven")) {
            bad("time " + time, "POST", "/v1/scenes", scene(with(trigger, "time", time)), 400);
        }
        for (var days : List.of(List.of(), List.of("MOONDAY"), List.of(1), "MONDAY")) {
            bad("days " + days, "POST", "/v1/scenes", scene(with(trigger, "days", days)), 400);
        }
        bad("with a line", "POST", "/v1/scenes", scene(with(trigger, "above", 1)), 400);
    }

    private void homes() {
        var path = "/v1/homes";
        Map<String, Object> valid = Map.of("name", "Cabin");
        calls.badBodies(api, "POST", path, valid, valid.keySet(), valid.keySet());
        bad("a name too long", "POST", path, Map.of("name", "n".repeat(101)), 400);
        var own = path + "/" + home(caller);
        var others = path + "/" + home(other);
        bad("the home from the start", "DELETE", own, "", 409);
        bad("another's", "DELETE", others, "", 404);
        bad("another's", "GET", others + "/members", "", 404);
        bad("a made-up cursor", "GET", own + "/members?cursor=%22", "", 400);
        bad("another's home", "PUT", others + device(caller).substring(3), "", 404);
        bad("another's device", "PUT", own + device(other).substring(3), "", 404);
        bad("nobody there", "DELETE", own + "/members/" + UNKNOWN, "", 404);
        bad("the owner", "DELETE", own + "/members/" + caller.accountId(), "", 409);
        var heir = Map.<String, Object>of("accountId", other.accountId());
        bad("to a stranger", "POST", own + "/ownership", heir, 422);
        bad("another's", "POST", others + "/ownership", heir, 404);
        bad("to nobody", "POST", own + "/ownership", Map.of(), 400);
    }

    private static String home(Resident resident) {
        return resident.api().get("/v1/homes").expect(200).text("/items/0/homeId");
    }

    private void invitations() {
        var path = "/v1/homes/" + home(caller) + "/invitations";
        Map<String, Object> valid = Map.of("role", "GUEST", "until", "2099-01-01T00:00:00Z");
        calls.badBodies(api, "POST", path, valid, List.of("role"), List.of("role"));
        bad("an owner", "POST", path, with(valid, "role", "OWNER"), 400);
        bad("no time", "POST", path, with(valid, "until", "soon"), 400);
        bad("until yesterday", "POST", path, with(valid, "until", "2020-01-01T00:00:00Z"), 422);
        bad("another's", "POST", "/v1/homes/" + home(other) + "/invitations", valid, 404);
        bad("no such code", "POST", "/v1/invitations/ABCDEFGHJKLM/acceptance", "", 404);
    }
}
