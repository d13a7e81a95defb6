package com.bestqi.endtoend.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The API through the gateway, for one caller or for nobody. */
public final class ApiClient {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(Duration.ofSeconds(5))
                    .build();

    private final String gateway;
    private final @Nullable String token;

    private ApiClient(String gateway, @Nullable String token) {
        this.gateway = gateway;
        this.token = token;
    }

    /** A client without a token. */
    public static ApiClient of(StackAddresses stack) {
        return new ApiClient(stack.gateway(), null);
    }

    /** Straight at one service, as only an operator can. */
    public static ApiClient at(String url) {
        return new ApiClient(url, null);
    }

    /** The same door, with a bearer token. */
    public ApiClient as(String bearer) {
        return new ApiClient(gateway, bearer);
    }

    /** GET. */
    public Answer get(String path) {
        return send("GET", path, null, "", Map.of());
    }

    /** DELETE. */
    public Answer delete(String path) {
        return send("DELETE", path, null, "", Map.of());
    }

    /** POST of JSON: maps, lists and plain values, or the text of a document. */
    public Answer post(String path, Object body) {
        return send("POST", path, "application/json", json(body), Map.of());
    }

    /** POST of JSON with further headers. */
    public Answer post(String path, Object body, Map<String, String> headers) {
        return send("POST", path, "application/json", json(body), headers);
    }

    /** PUT of JSON. */
    public Answer put(String path, Object body) {
        return send("PUT", path, "application/json", json(body), Map.of());
    }

    /** PATCH of JSON. */
    public Answer patch(String path, Object body) {
        return send("PATCH", path, "application/json", json(body), Map.of());
    }

    /** Any request; without a content type it has no body. */
    public Answer send(
            String method,
            String path,
            @Nullable String contentType,
            String body,
            Map<String, String> headers) {
        return send(
                method,
                path,
                contentType,
                contentType == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body),
                headers);
    }

    /** Any request, with a body of any kind. */
    public Answer send(
            String method,
            String path,
            @Nullable String contentType,
            HttpRequest.BodyPublisher body,
            Map<String, String> headers) {
        var call = method + " " + path;
        var request =
                HttpRequest.newBuilder(URI.create(gateway + path))
                        .timeout(TIMEOUT)
                        .method(method, body);
        headers.forEach(request::setHeader);
        if (contentType != null) {
            request.setHeader("Content-Type", contentType);
        }
        if (token != null) {
            request.setHeader("Authorization", "Bearer " + token);
        }
        return exchange(call, request.build());
    }

    static Answer exchange(String call, HttpRequest request) {
        try {
            var response = HTTP.send(request, BodyHandlers.ofString());
            return new Answer(call, response.statusCode(), response.headers(), response.body());
        } catch (IOException e) {
            throw new UnexpectedAnswer(call, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnexpectedAnswer(call, e);
        }
    }

    /** A body as text. */
    public static String json(Object body) {
        if (body instanceof String text) {
            return text;
        }
        try {
            return JSON.writeValueAsString(body);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not a body: " + body.getClass(), e);
        }
    }
}
