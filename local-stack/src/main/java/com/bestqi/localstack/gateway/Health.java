package com.bestqi.localstack.gateway;

import com.bestqi.localstack.Services;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;

/** Tells which services are ready to work. */
final class Health {
    private static final long TIMEOUT_MILLIS = 2_000;

    private final Upstreams upstreams;

    Health(Upstreams upstreams) {
        this.upstreams = upstreams;
    }

    void serve(HttpServerRequest request) {
        var states = new JsonObject();
        var questions = new ArrayList<Future<Boolean>>();
        for (var service : Services.ALL) {
            questions.add(ready(service).onSuccess(up -> states.put(service, up ? "UP" : "DOWN")));
        }
        Future.all(questions)
                .onSuccess(_ -> {
                    boolean up = questions.stream().allMatch(Future::result);
                    var body =
                            new JsonObject()
                                    .put("status", up ? "UP" : "DOWN")
                                    .put("services", states);
                    OwnPages.json(request, up ? 200 : 503, body.toBuffer());
                });
    }

    private Future<Boolean> ready(String service) {
        var answers = upstreams.replicas(service).stream().map(upstreams::ready).toList();
        return Future.all(answers).map(_ -> answers.stream().anyMatch(Future::result));
    }
}
