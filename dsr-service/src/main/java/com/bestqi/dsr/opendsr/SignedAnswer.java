package com.bestqi.dsr.opendsr;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Map;

/** Bodies as bytes, with the headers that sign exactly these bytes. */
@ApplicationScoped
class SignedAnswer {
    private final ObjectMapper json;
    private final ProcessorKey key;

    SignedAnswer(ObjectMapper json, ProcessorKey key) {
        this.json = json;
        this.key = key;
    }

    byte[] bytes(Object view) {
        try {
            return json.writeValueAsBytes(view);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a view is always JSON", e);
        }
    }

    Map<String, String> headers(byte[] body) {
        return Map.of(
                "X-OpenDSR-Processor-Domain", key.domain(), "X-OpenDSR-Signature", key.sign(body));
    }

    Response of(int status, Object view) {
        var body = bytes(view);
        var answer = Response.status(status).type(MediaType.APPLICATION_JSON_TYPE).entity(body);
        headers(body).forEach(answer::header);
        return answer.build();
    }
}
