package com.bestqi.localstack.gateway;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.httpproxy.ProxyContext;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Connections to the services; streams that stay open have their own, so that they never use up the
 * others'.
 */
final class Upstreams {
    private static final String REQUEST = "upstream-request";
    private static final int CONNECTIONS = 128;
    private static final int STREAMS = 1_000;

    private final Map<String, URI> services;
    private final Map<String, URI> management;
    private final HttpClient calls;
    private final HttpClient streams;

    Upstreams(Vertx vertx, Map<String, URI> services, Map<String, URI> management) {
        this.services = services;
        this.management = management;
        this.calls = client(vertx, CONNECTIONS);
        this.streams = client(vertx, STREAMS);
    }

    private static HttpClient client(Vertx vertx, int connections) {
        var options =
                new HttpClientOptions()
                        .setConnectTimeout((int) TimeUnit.SECONDS.toMillis(2))
                        .setKeepAlive(true)
                        .setKeepAliveTimeout(60)
                        .setDecompressionSupported(false)
                        .setMaxHeaderSize(32 * 1024);
        return vertx.createHttpClient(
                options,
                new PoolOptions()
                        .setHttp1MaxSize(connections)
                        .setMaxWaitQueueSize(2 * connections));
    }

    HttpClient calls() {
        return calls;
    }

    URI service(String name) {
        return address(services, name);
    }

    /** Where a service tells how it is. */
    URI management(String name) {
        return address(management, name);
    }

    private static URI address(Map<String, URI> addresses, String name) {
        var address = addresses.get(name);
        if (address == null) {
            throw new IllegalArgumentException("no such service: " + name);
        }
        return address;
    }

    /** A connection for the request of {@code context}, to the service that its path names. */
    Future<HttpClientRequest> connect(ProxyContext context) {
        var path = RequestPath.of(context.request().proxiedRequest());
        return Routes.serviceOf(path)
                .map(service ->
                        open(service, path).onSuccess(request -> context.set(REQUEST, request)))
                .orElseGet(() -> Future.failedFuture("no service for this path"));
    }

    private Future<HttpClientRequest> open(String service, String path) {
        var address = service(service);
        var client = path.endsWith("/stream") ? streams : calls;
        return client.request(
                new RequestOptions().setHost(address.getHost()).setPort(address.getPort()));
    }

    /** Breaks off what is under way to the service for {@code context}, if anything is. */
    static void breakOff(ProxyContext context) {
        var request = context.get(REQUEST, HttpClientRequest.class);
        if (request != null) {
            request.reset();
        }
    }
}
