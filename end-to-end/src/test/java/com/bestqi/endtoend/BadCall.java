package com.bestqi.endtoend;

import com.bestqi.endtoend.client.Answer;
import com.bestqi.endtoend.client.ApiClient;
import java.util.Map;
import java.util.TreeMap;

/**
 * One call that must be refused.
 *
 * @param what is wrong with it
 * @param status the one promised
 */
record BadCall(
        String what,
        ApiClient api,
        String method,
        String path,
        String contentType,
        Object body,
        int status) {
    static final String JSON = "application/json";

    Answer send() {
        return switch (method) {
            case "GET" -> api.get(path);
            case "DELETE" -> api.delete(path);
            default -> api.send(method, path, contentType, Json.of(body), Map.of());
        };
    }

    @Override
    public String toString() {
        return method + " " + path + ": " + what + " -> " + status;
    }

    /** A valid body with one field changed. */
    static Map<String, Object> with(Map<String, Object> valid, String field, Object value) {
        var changed = new TreeMap<>(valid);
        changed.put(field, value);
        return changed;
    }

    /** A valid body without one field. */
    static Map<String, Object> without(Map<String, Object> valid, String field) {
        var changed = new TreeMap<>(valid);
        changed.remove(field);
        return changed;
    }
}
