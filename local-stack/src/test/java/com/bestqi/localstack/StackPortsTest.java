package com.bestqi.localstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StackPortsTest {
    @Test
    void thePortsAreTheUsualOnesUnlessMoved() {
        var ports = StackPorts.from(Map.of("DSR_PORT", "9084", "MAIL_API_PORT", "9080"));

        assertThat(ports.of("gateway")).isEqualTo(8080);
        assertThat(ports.of("notification")).isEqualTo(8085);
        assertThat(ports.of("dsr")).isEqualTo(9084);
        assertThat(ports.url("mail-api")).isEqualTo("http://localhost:9080");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "65536", "x", "-1", "80 80"})
    void whatIsNoPortIsNamedWithItsVariable(String value) {
        assertThatThrownBy(() -> StackPorts.from(Map.of("KAFKA_PORT", value)))
                .isInstanceOf(StackException.class)
                .hasMessageContaining("KAFKA_PORT");
    }

    @Test
    void aPortInUseIsNamedWithTheVariableThatMovesIt() throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var environment = new HashMap<String, String>();
            for (var name :
                    new String[] {
                        "GATEWAY",
                        "ACCOUNT",
                        "DEVICE",
                        "CONSENT",
                        "DSR",
                        "NOTIFICATION",
                        "KEYCLOAK",
                        "POSTGRES",
                        "KAFKA",
                        "MAIL_API"
                    }) {
                environment.put(name + "_PORT", Integer.toString(Ports.free()));
            }
            environment.put("SMTP_PORT", Integer.toString(taken.getLocalPort()));

            assertThatThrownBy(() -> StackPorts.from(environment).check())
                    .isInstanceOf(StackException.class)
                    .hasMessageContaining("port " + taken.getLocalPort() + " for smtp is in use")
                    .hasMessageContaining("SMTP_PORT");
        }
    }
}
