package com.bestqi.localstack.gateway;

import io.vertx.core.AbstractVerticle;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.httpproxy.HttpProxy;
import io.vertx.httpproxy.ProxyOptions;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Listens for requests, refuses what is out of bounds before any of it is passed on, and passes on
 * the rest.
 */
final class GatewayServer extends AbstractVerticle {
    private static final Set<HttpMethod> METHODS =
            Set.of(
                    HttpMethod.GET,
                    HttpMethod.HEAD,
                    HttpMethod.POST,
                    HttpMethod.PUT,
                    HttpMethod.PATCH,
                    HttpMethod.DELETE);
    private static final int IDLE_SECONDS = 600;

    private final GatewaySettings settings;
    private final Places places;
    private int port;

    GatewayServer(GatewaySettings settings, Places places) {
        this.settings = settings;
        this.places = places;
    }

    @Override
    public void start(Promise<Void> started) {
        var upstreams = new Upstreams(vertx, settings.services());
        var proxy =
                HttpProxy.reverseProxy(
                                new ProxyOptions().setSupportWebSocket(false), upstreams.calls())
                        .origin(upstreams::connect)
                        .addInterceptor(new Passage(vertx, settings.answerTimeout()));
        var ownPages = new OwnPages(upstreams, settings.swaggerUi());
        vertx.createHttpServer(
                        new HttpServerOptions()
                                .setHost("localhost")
                                .setPort(settings.port())
                                .setReusePort(false)
                                .setIdleTimeout(IDLE_SECONDS)
                                .setHandle100ContinueAutomatically(true)
                                .setHttp2ClearTextEnabled(false)
                                .setMaxHeaderSize(16 * 1024)
                                .setMaxInitialLineLength(8 * 1024))
                .invalidRequestHandler(request -> Answers.refuse(request, Problem.MALFORMED))
                .requestHandler(request -> handle(request, proxy, ownPages))
                .listen()
                .onSuccess(server -> port = server.actualPort())
                .<Void>mapEmpty()
                .onComplete(started);
    }

    int port() {
        return port;
    }

    private void handle(HttpServerRequest request, HttpProxy proxy, OwnPages ownPages) {
        // From here on the request carries the id under which it is known everywhere.
        request.headers().set(Headers.REQUEST_ID, Headers.requestId(request.headers()));
        if (!METHODS.contains(request.method())) {
            Answers.refuse(request, Problem.METHOD_NOT_ALLOWED);
        } else if (!ownPages.serve(request)) {
            pass(request, proxy);
        }
    }

    private void pass(HttpServerRequest request, HttpProxy proxy) {
        var path = RequestPath.of(request);
        var service = Routes.serviceOf(path);
        if (service.isEmpty()) {
            Answers.refuse(request, Problem.NOT_FOUND);
            return;
        }
        if (announcedLength(request) > BodyLimits.of(request)) {
            Answers.refuse(request, Problem.PAYLOAD_TOO_LARGE);
            return;
        }
        var place = places.of(service.get(), path);
        if (place.enter()) {
            leaveAtTheEnd(request, place);
            proxy.handle(request);
        } else {
            Answers.refuse(request, Problem.TOO_MANY_REQUESTS);
        }
    }

    /**
     * A request ends by its answer or by its connection, and then counts no more; whichever comes
     * first.
     */
    private void leaveAtTheEnd(HttpServerRequest request, InFlight place) {
        var left = new AtomicBoolean();
        Runnable leave =
                () -> {
                    if (left.compareAndSet(false, true)) {
                        place.leave();
                    }
                };
        request.response().endHandler(_ -> leave.run());
        request.response().closeHandler(_ -> leave.run());
    }

    private static long announcedLength(HttpServerRequest request) {
        var length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        return length != null && length.matches("[0-9]{1,18}") ? Long.parseLong(length) : 0;
    }
}
