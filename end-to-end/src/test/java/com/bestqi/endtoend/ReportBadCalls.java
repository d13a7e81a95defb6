package com.bestqi.endtoend;

import static com.bestqi.endtoend.BadCall.with;

import com.bestqi.endtoend.client.ApiClient;
import com.bestqi.endtoend.story.Resident;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** What may be wrong with what an app tells of its use, and of its faults. */
final class ReportBadCalls {
    private final BadCalls calls;
    private final Resident caller;
    private final ApiClient api;

    ReportBadCalls(BadCalls calls, Resident caller) {
        this.calls = calls;
        this.caller = caller;
        this.api = caller.api();
    }

    void add() {
        var at = Instant.now().toString();
        items("/v1/usage-events", "events", Map.of("at", at, "kind", "VISIT", "target", "home"));
        items(
                "/v1/logs",
                "entries",
                Map.of(
                        "at", at,
                        "level", "ERROR",
                        "kind", "EXCEPTION",
                        "osVersion", "26",
                        "language", "en",
                        "message", "it broke"));
    }

    private void items(String path, String list, Map<String, Object> item) {
        var valid = body(list, item);
        calls.badBodies(api, "POST", path, valid, valid.keySet(), List.of("installationId"));
        bad("no list", path, with(valid, list, "all"));
        bad("a list of texts", path, with(valid, list, List.of("one")));
        bad("an unknown field", path, body(list, with(item, "x", 1)));
        item.keySet()
                .forEach(field ->
                        bad(field + " a list", path, body(list, with(item, field, List.of()))));
    }

    private Map<String, Object> body(String list, Map<String, Object> item) {
        return Map.of("installationId", caller.installationId(), list, List.of(item));
    }

    private void bad(String what, String path, Object body) {
        calls.bad(what, api, "POST", path, body, 400);
    }
}
