package com.bestqi.consent.publication;

import com.bestqi.platform.proof.Sha256;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.CacheControl;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;

/** Answers that caches may keep: they name their content, and say how long it holds. */
@ApplicationScoped
public class Publication {
    private static final int KEPT_SECONDS = 60;

    private final ObjectMapper json;

    /** Everything it needs is injected. */
    public Publication(ObjectMapper json) {
        this.json = json;
    }

    /** The view as JSON with an entity tag, or 304 when the caller has just that. */
    public Response answer(Object view, Request request) {
        try {
            var body = json.writeValueAsBytes(view);
            var tag = new EntityTag(digest(body));
            var unchanged = request.evaluatePreconditions(tag);
            var response =
                    unchanged != null
                            ? unchanged
                            : Response.ok(body, MediaType.APPLICATION_JSON_TYPE);
            return response.tag(tag).cacheControl(open()).build();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a view is always JSON", e);
        }
    }

    private static CacheControl open() {
        var control = new CacheControl();
        control.setNoTransform(false);
        control.setMaxAge(KEPT_SECONDS);
        control.getCacheExtension().put("public", "");
        return control;
    }

    private static String digest(byte[] body) {
        return Sha256.hex(body).substring(0, 32);
    }
}
