package com.bestqi.endtoend.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpHeaders;

/**
 * What the suite answered.
 *
 * @param call method and path, for messages
 */
public record Answer(String call, int status, HttpHeaders headers, String body) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** The body as JSON. */
    public JsonNode json() {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException e) {
            throw new UnexpectedAnswer(this, "JSON", e);
        }
    }

    /** A member of the body as text; the path in the form of a JSON pointer. */
    public String text(String pointer) {
        var value = json().at(pointer);
        if (value.isMissingNode() || value.isNull()) {
            throw new UnexpectedAnswer(this, "a value at " + pointer, null);
        }
        return value.asText();
    }

    /** This answer, if it has the status. */
    public Answer expect(int wanted) {
        if (status != wanted) {
            throw new UnexpectedAnswer(this, "status " + wanted, null);
        }
        return this;
    }

    /** This answer, if it is the problem {@code urn:problem:<code>} with the status. */
    public Answer expectProblem(int wanted, String code) {
        expect(wanted);
        if (!text("/type").equals("urn:problem:" + code)) {
            throw new UnexpectedAnswer(this, "the problem " + code, null);
        }
        return this;
    }

    /** A header's first value, or an empty text. */
    public String header(String name) {
        return headers.firstValue(name).orElse("");
    }
}
