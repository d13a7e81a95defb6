package com.bestqi.localstack.gateway;

import com.bestqi.localstack.Services;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.RequestOptions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;

/**
 * Serves one description of the whole API, put together from what the services say of themselves.
 */
final class OpenApi {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long TIMEOUT_MILLIS = 10_000;

    private final Upstreams upstreams;

    OpenApi(Upstreams upstreams) {
        this.upstreams = upstreams;
    }

    /**
     * A description with a service missing would be wrong without saying so, so all must answer.
     */
    void serve(HttpServerRequest request) {
        var descriptions = new ArrayList<Future<ObjectNode>>();
        Services.ALL.forEach(service -> descriptions.add(description(service)));
        Future.all(descriptions)
                .map(_ -> {
                    var byService = new LinkedHashMap<String, ObjectNode>();
                    for (int i = 0; i < descriptions.size(); i++) {
                        byService.put(Services.ALL.get(i), descriptions.get(i).result());
                    }
                    return Buffer.buffer(OpenApiMerge.merge(byService).toString());
                })
                .onSuccess(body -> OwnPages.json(request, 200, body))
                .onFailure(_ -> Answers.refuse(request, Problem.UNAVAILABLE));
    }

    private Future<ObjectNode> description(String service) {
        var address = upstreams.replicas(service).getFirst().address();
        return upstreams
                .calls()
                .request(
                        new RequestOptions()
                                .setMethod(HttpMethod.GET)
                                .setHost(address.getHost())
                                .setPort(address.getPort())
                                .setURI("/q/openapi?format=json")
                                .setTimeout(TIMEOUT_MILLIS))
                .compose(HttpClientRequest::send)
                .compose(response ->
                        response.statusCode() == 200
                                ? response.body()
                                : Future.failedFuture(
                                        service + " answers " + response.statusCode()))
                .compose(OpenApi::parse);
    }

    private static Future<ObjectNode> parse(Buffer body) {
        try {
            JsonNode description = JSON.readTree(body.getBytes());
            return description instanceof ObjectNode object
                    ? Future.succeededFuture(object)
                    : Future.failedFuture("the description is no object");
        } catch (IOException e) {
            return Future.failedFuture(e);
        }
    }
}
