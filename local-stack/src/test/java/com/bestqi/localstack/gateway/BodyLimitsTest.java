package com.bestqi.localstack.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BodyLimitsTest {
    @ParameterizedTest
    @CsvSource({
        "POST, /v1/accounts, application/json, 1048576",
        "POST, /v1/feedback, multipart/form-data, 62914560",
        "GET, /v1/feedback, '', 1048576",
        "PUT, /v1/accounts/me/picture, image/png, 2162688",
        "POST, /v1/devices/1/readings, application/x-ndjson, 10485760",
        "POST, /v1/devices/1/readings, Application/X-NDJSON; charset=utf-8, 10485760",
        "POST, /v1/devices/1/readings, application/json, 1048576",
        "POST, /v1/usage-events, application/x-ndjson, 1048576",
        "POST, /nowhere/../x, application/x-ndjson, 1048576",
    })
    void eachPathHasTheLimitOfTheApi(String method, String path, String type, long limit) {
        assertThat(BodyLimits.of(method, path, type)).isEqualTo(limit);
    }
}
