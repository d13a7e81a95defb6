package com.bestqi.localstack.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RoutesTest {
    @ParameterizedTest
    @CsvSource({
        "/v1/accounts, account",
        "/v1/accounts/me/picture, account",
        "/v1/phones/7a, device",
        "/v1/pairings/ABC/claim, device",
        "/v1/device-types, device",
        "/v1/devices/1/readings/stream, device",
        "/v1/devices/1/commands/2/result, device",
        "/v1/locations, device",
        "/v1/geofences/1/events, device",
        "/v1/scenes/1/runs, device",
        "/v1/homes/1/members/2, device",
        "/v1/invitations/ABC/acceptance, device",
        "/v1/usage-events, device",
        "/v1/logs, device",
        "/v1/policies/current, consent",
        "/v1/consents/location.precise, consent",
        "/v1/receipts/keys, consent",
        "/v1/decisions, consent",
        "/v1/admin/policies/2/announcement, consent",
        "/v1/admin/recipients/acme, consent",
        "/v1/requests/1/certificate, dsr",
        "/v1/erasures/1, dsr",
        "/v1/certificates/keys, dsr",
        "/v1/feedback, dsr",
        "/v1/transfers/1, dsr",
        "/v1/opendsr/requests/1, dsr",
        "/v1/admin/requests/1/hold, dsr",
        "/v1/admin/holds/1/release, dsr",
        "/v1/admin/audit, dsr",
        "/v1/admin/data-map, dsr",
        "/v1/admin/feedback, dsr",
        "/v1/notifications/stream, notification",
        "/v1/unsubscriptions/abc, notification",
        "/v1/push-endpoints/1, notification",
        "/v1/admin/announcements, notification",
        "/v1/admin/account/parked-events, account",
        "/v1/admin/device/parked-events/1/replay, device",
        "/v1/admin/dsr/audit/check, dsr",
        "/v1/admin/dsr/audit/restores, dsr",
    })
    void aPathOfTheApiLeadsToItsService(String path, String service) {
        assertThat(Routes.serviceOf(path)).contains(service);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/v1",
                "/v1/",
                "/v2/accounts",
                "/V1/accounts",
                "/v1/accountsx",
                "/v1/admin",
                "/v1/admin/accounts",
                "/v1/admin/device",
                "/v1/admin/device/audit",
                "/v1/admin/device/audit/check/more",
                "/v1/admin/other/parked-events",
                "/internal/inventory",
                "/q/health/ready",
                "/q/metrics",
                "/v1/internal/inventory",
            })
    void whatTheApiDoesNotListLeadsNowhere(String path) {
        assertThat(Routes.serviceOf(path)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "v1/accounts",
                "//v1/accounts",
                "/v1//accounts",
                "/v1/accounts/",
                "/v1/accounts/../../internal/inventory",
                "/v1/accounts/./me",
                "/v1/accounts/..",
                "/v1/accounts/...",
                "/v1/accounts/%2e%2e/%2E%2e/internal/inventory",
                "/v1/accounts/..%2f..%2finternal",
                "/v1/accounts%2fme",
                "/v1/accounts/%5c..%5cinternal",
                "/v1/accounts\\..\\internal",
                "/v1/accounts;x=1/me",
                "/v1/accounts/me;/../../q/metrics",
                "/v1/accounts/%3b",
                "/v1/accounts/%252e%252e/internal",
                "/v1/accounts/%00",
                "/v1/accounts/%0d%0aX: y",
                "/v1/accounts/%zz",
                "/v1/accounts/%2",
                "/v1/accounts/%",
                "/v1/accounts/a b",
                "/v1/accounts/\u00e9",
                "/v1/accounts/<script>",
            })
    void aPathThatCouldBeReadInTwoWaysLeadsNowhere(String path) {
        assertThat(Routes.serviceOf(path)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/consents/%3Cscript%3E",
                "/v1/consents/caf%C3%A9",
                "/v1/consents/a+b,c:d@e~f"
            })
    void anOrdinaryEncodedPathIsLeftToItsService(String path) {
        assertThat(Routes.serviceOf(path)).contains("consent");
    }
}
