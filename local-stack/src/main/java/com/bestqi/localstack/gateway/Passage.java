package com.bestqi.localstack.gateway;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.httpproxy.Body;
import io.vertx.httpproxy.ProxyContext;
import io.vertx.httpproxy.ProxyInterceptor;
import io.vertx.httpproxy.ProxyRequest;
import io.vertx.httpproxy.ProxyResponse;
import java.time.Duration;

/** What happens to each request on its way to a service, and to the answer on its way back. */
final class Passage implements ProxyInterceptor {
    private final Vertx vertx;
    private final Duration answerTimeout;

    Passage(Vertx vertx, Duration answerTimeout) {
        this.vertx = vertx;
        this.answerTimeout = answerTimeout;
    }

    @Override
    public Future<ProxyResponse> handleProxyRequest(ProxyContext context) {
        var request = context.request();
        var client = request.proxiedRequest();
        var limited = limit(request);
        Headers.toService(
                request.headers(), requestId(request), client.remoteAddress().hostAddress());
        long timer = vertx.setTimer(answerTimeout.toMillis(), _ -> Upstreams.breakOff(context));
        return context.sendRequest()
                .onComplete(_ -> vertx.cancelTimer(timer))
                .recover(_ ->
                        Future.succeededFuture(
                                problem(
                                        request,
                                        limited.exceeded()
                                                ? Problem.PAYLOAD_TOO_LARGE
                                                : Problem.UNAVAILABLE)));
    }

    private static LimitedBody limit(ProxyRequest request) {
        var client = request.proxiedRequest();
        var limited =
                new LimitedBody(
                        request.getBody().stream(), BodyLimits.of(client), new Discard(client));
        request.setBody(Body.body(limited, request.getBody().length()));
        return limited;
    }

    private static ProxyResponse problem(ProxyRequest request, Problem problem) {
        var response = request.release().response();
        response.setStatusCode(problem.status());
        response.putHeader("Content-Type", "application/problem+json");
        if (problem.passing()) {
            response.putHeader("Retry-After", Answers.retryAfter());
        }
        response.setBody(Body.body(problem.body()));
        return response;
    }

    @Override
    public Future<Void> handleProxyResponse(ProxyContext context) {
        var response = context.response();
        Headers.toClient(response.headers(), requestId(context.request()));
        int status = response.getStatusCode();
        boolean bodiless = status == 204 || status == 304;
        if (bodiless && response.getBody() != null) {
            response.getBody().stream().resume();
            response.setBody(null);
        }
        return context.sendResponse();
    }

    private static String requestId(ProxyRequest request) {
        return Headers.requestId(request.proxiedRequest().headers());
    }
}
