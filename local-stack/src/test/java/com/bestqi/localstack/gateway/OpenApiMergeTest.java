package com.bestqi.localstack.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OpenApiMergeTest {
    private static final String ACCOUNT =
            """
            {"openapi": "3.1.0",
             "security": [{"jwt": []}],
             "paths": {
               "/v1/accounts": {"post": {"operationId": "create", "tags": ["Registration"], "requestBody": {},
                 "responses": {"201": {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Page"}}}}}}},
               "/internal/inventory": {"get": {"responses": {}}},
               "/v1/admin/{service}/audit/check": {"get": {"operationId": "check",
                 "parameters": [{"name": "service", "in": "path"}, {"name": "limit", "in": "query"}],
                 "responses": {}}},
               "/v1/devices": {"get": {"responses": {}}}},
             "components": {"schemas": {
               "Problem": {"type": "object"},
               "View": {"type": "string"},
               "Page": {"items": {"$ref": "#/components/schemas/View"}}},
               "securitySchemes": {"jwt": {"type": "http"}}}}
            """;
    private static final String DEVICE =
            """
            {"openapi": "3.1.0",
             "paths": {
               "/v1/admin/{service}/audit/check": {"parameters": [{"name": "service", "in": "path"}],
                 "get": {"operationId": "check", "responses": {}}},
               "/v1/devices/{id}": {"get": {"operationId": "create",
                 "responses": {"200": {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Page"}}}}}}}},
             "components": {"schemas": {
               "Problem": {"type": "object"},
               "View": {"type": "integer"},
               "Page": {"items": {"$ref": "#/components/schemas/View"}}}}}
            """;

    private final ObjectNode merged = OpenApiMerge.merge(twoServices());

    @Test
    void onlyWhatTheGatewayLetsThroughIsDescribed() {
        assertThat(merged.path("paths").fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder(
                        "/v1/accounts",
                        "/v1/devices/{id}",
                        "/v1/admin/account/audit/check",
                        "/v1/admin/device/audit/check");
    }

    @Test
    void whatEveryServiceHasIsThereUnderTheNameOfEach() {
        var account = merged.at("/paths/~1v1~1admin~1account~1audit~1check/get");
        var device = merged.at("/paths/~1v1~1admin~1device~1audit~1check");

        assertThat(account.at("/parameters")).hasSize(1);
        assertThat(account.at("/parameters/0/name").asText()).isEqualTo("limit");
        assertThat(device.at("/parameters")).isEmpty();
        assertThat(device.at("/get/operationId").asText()).isEqualTo("device-check");
    }

    @Test
    void whatMeansTheSameIsThereOnceAndTheRestKeepsApart() {
        assertThat(merged.at("/components/schemas").fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder("Problem", "View", "Page", "DeviceView", "DevicePage");
        assertThat(merged.at("/components/schemas/Page/items/$ref").asText()).endsWith("/View");
        assertThat(merged.at("/components/schemas/DevicePage/items/$ref").asText())
                .endsWith("/DeviceView");
        assertThat(
                        merged.at(
                                        "/paths/~1v1~1devices~1{id}/get/responses/200/content/application~1json/schema/$ref")
                                .asText())
                .endsWith("/DevicePage");
    }

    @Test
    void operationsAreSortedByServiceAndNamedOnce() {
        assertThat(merged.at("/paths/~1v1~1accounts/post/tags/0").asText()).isEqualTo("account");
        assertThat(merged.at("/paths/~1v1~1accounts/post/operationId").asText())
                .isEqualTo("create");
        assertThat(merged.at("/paths/~1v1~1devices~1{id}/get/operationId").asText())
                .isEqualTo("device-create");
    }

    @Test
    void theProtectionOfAWholeServiceIsKeptOnItsOperations() {
        assertThat(merged.at("/paths/~1v1~1accounts/post/security/0").has("jwt")).isTrue();
        assertThat(merged.at("/paths/~1v1~1devices~1{id}/get").has("security")).isFalse();
        assertThat(merged.at("/components/securitySchemes/jwt/type").asText()).isEqualTo("http");
    }

    @Test
    void whatTheGatewayMayAnswerInsteadIsDescribedToo() {
        assertThat(merged.at("/paths/~1v1~1devices~1{id}/get/responses").fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder("200", "404", "429", "503");
        assertThat(merged.at("/paths/~1v1~1accounts/post/responses").fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder("201", "413", "429", "503");
    }

    private static Map<String, ObjectNode> twoServices() {
        var services = new LinkedHashMap<String, ObjectNode>();
        services.put("account", read(ACCOUNT));
        services.put("device", read(DEVICE));
        return services;
    }

    private static ObjectNode read(String json) {
        try {
            return (ObjectNode) new ObjectMapper().readTree(json);
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
