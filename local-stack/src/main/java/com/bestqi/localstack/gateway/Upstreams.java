package com.bestqi.localstack.gateway;

import com.bestqi.localstack.gateway.GatewaySettings.Replica;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.httpproxy.ProxyContext;
import java.net.ConnectException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Connections to the services, to their replicas in turn; streams that stay open have their own, so
 * that they never use up the others'.
 */
final class Upstreams {
    private static final String REQUEST = "upstream-request";
    private static final int CONNECTIONS = 128;
    private static final int STREAMS = 1_000;
    private static final long LOOK_MILLIS = 250;
    private static final long READY_MILLIS = 2_000;

    private final Map<String, List<Replica>> services;
    private final HttpClient calls;
    private final HttpClient streams;
    private final Set<Replica> away = ConcurrentHashMap.newKeySet();
    private final AtomicInteger turn = new AtomicInteger();

    Upstreams(Vertx vertx, Map<String, List<Replica>> services) {
        this.services = services;
        this.calls = client(vertx, CONNECTIONS);
        this.streams = client(vertx, STREAMS);
        vertx.setPeriodic(LOOK_MILLIS, _ -> away.forEach(this::look));
    }

    /** One that was away gets calls again when it says that it is ready. */
    private void look(Replica replica) {
        ready(replica)
                .onSuccess(up -> {
                    if (up) {
                        away.remove(replica);
                    }
                });
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

    /** The replicas of a service, one after the other first; those that are away come last. */
    List<Replica> replicas(String service) {
        var all = services.get(service);
        if (all == null) {
            throw new IllegalArgumentException("no such service: " + service);
        }
        if (all.size() == 1) {
            return all;
        }
        var inTurn = new ArrayList<>(all);
        Collections.rotate(inTurn, turn.getAndIncrement());
        inTurn.sort(Comparator.comparing(away::contains));
        return inTurn;
    }

    /** Whether a replica says that it is ready. */
    Future<Boolean> ready(Replica replica) {
        return calls.request(
                        to(replica.management())
                                .setMethod(HttpMethod.GET)
                                .setURI("/q/health/ready")
                                .setTimeout(READY_MILLIS))
                .compose(HttpClientRequest::send)
                .map(response -> response.statusCode() == 200)
                .otherwise(false);
    }

    private static RequestOptions to(URI address) {
        return new RequestOptions().setHost(address.getHost()).setPort(address.getPort());
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
        return open(path.endsWith("/stream") ? streams : calls, replicas(service), 0);
    }

    /**
     * Nothing was sent to a replica that takes no connection, so the next one may have the call.
     */
    private Future<HttpClientRequest> open(HttpClient client, List<Replica> replicas, int which) {
        var replica = replicas.get(which);
        var request = client.request(to(replica.address()));
        if (replicas.size() == 1) {
            return request;
        }
        return request.recover(failure -> {
            if (!(failure instanceof ConnectException)) {
                return Future.failedFuture(failure);
            }
            away.add(replica);
            return which + 1 < replicas.size()
                    ? open(client, replicas, which + 1)
                    : Future.failedFuture(failure);
        });
    }

    /** Breaks off what is under way to the service for {@code context}, if anything is. */
    static void breakOff(ProxyContext context) {
        var request = context.get(REQUEST, HttpClientRequest.class);
        if (request != null) {
            request.reset();
        }
    }
}
