package com.bestqi.localstack.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.MultiMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeadersTest {
    @Test
    void aSaneRequestIdIsKept() {
        assertThat(Headers.requestId(headers("X-Request-Id", "app-7.3_x"))).isEqualTo("app-7.3_x");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a b",
                "a\"b",
                "<script>",
                "\u00e9",
                "0123456789012345678901234567890123456789012345678901234567890123456789"
            })
    void anyOtherRequestIdIsReplaced(String given) {
        assertThat(Headers.requestId(headers("X-Request-Id", given))).matches("[0-9a-f-]{36}");
    }

    @Test
    void aClientCannotSayWhereItsRequestComesFrom() {
        var headers =
                headers(
                        "X-Forwarded-For",
                        "10.0.0.1",
                        "Forwarded",
                        "for=10.0.0.1",
                        "X-Forwarded-Host",
                        "evil");

        Headers.toService(headers, "id", "192.0.2.7");

        assertThat(headers.getAll("X-Forwarded-For")).containsExactly("192.0.2.7");
        assertThat(headers.contains("Forwarded")).isFalse();
        assertThat(headers.contains("X-Forwarded-Host")).isFalse();
    }

    @Test
    void whatIsForOneConnectionGoesNoFurther() {
        var headers =
                headers(
                        "Connection",
                        "close, X-Secret",
                        "X-Secret",
                        "1",
                        "TE",
                        "trailers",
                        "X-Kept",
                        "1");

        Headers.toService(headers, "id", "192.0.2.7");

        assertThat(headers.names())
                .containsExactlyInAnyOrder("X-Kept", "X-Forwarded-For", "X-Request-Id");
    }

    @Test
    void theTokenCannotBeTakenOffByNamingItAsTheConnections() {
        var headers = headers("Connection", "Authorization", "Authorization", "Bearer x");

        Headers.toService(headers, "id", "192.0.2.7");

        assertThat(headers.get("Authorization")).isEqualTo("Bearer x");
    }

    @Test
    void anAnswerThatSaysNothingAboutCachingIsNotCached() {
        var silent = headers();
        var catalogue = headers("Cache-Control", "max-age=60", "Server", "x");

        Headers.toClient(silent, "id");
        Headers.toClient(catalogue, "id");

        assertThat(silent.get("Cache-Control")).isEqualTo("no-store");
        assertThat(catalogue.get("Cache-Control")).isEqualTo("max-age=60");
        assertThat(catalogue.contains("Server")).isFalse();
        assertThat(silent.get("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(silent.get("Content-Security-Policy")).contains("default-src 'none'");
    }

    private static MultiMap headers(String... namesAndValues) {
        var headers = MultiMap.caseInsensitiveMultiMap();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            headers.add(namesAndValues[i], namesAndValues[i + 1]);
        }
        return headers;
    }
}
