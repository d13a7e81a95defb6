package com.bestqi.platform.test;

import com.bestqi.localstack.Ports;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What a packaged service is given, of whatever kind it is: PostgreSQL, Kafka and the issuer of
 * {@link StackResource}, and the rest of a deployment. The other services and Keycloak are away.
 * Use: {@code @WithTestResource(PackagedResource.class)} beside {@code @QuarkusIntegrationTest}.
 */
public final class PackagedResource implements QuarkusTestResourceLifecycleManager {
    private static final String AWAY = "http://localhost:1";
    private static final List<String> OTHERS =
            List.of("account", "device", "consent", "dsr", "notification", "keycloak");

    private final StackResource stack = new StackResource();

    /** Before those of a module, which know better whom it should ask. */
    @Override
    public int order() {
        return -1;
    }

    @Override
    public Map<String, String> start() {
        int management = Ports.free();
        int mqtt = Ports.free();
        System.setProperty(TestEnvironment.MANAGEMENT, "http://localhost:" + management);
        System.setProperty(TestEnvironment.MQTT_PORT, Integer.toString(mqtt));
        var settings = new HashMap<String, String>();
        for (var other : OTHERS) {
            settings.put("bestqi." + other + ".url", AWAY);
        }
        settings.put("bestqi.client.id", "packaged");
        settings.put("bestqi.client.secret", "only-for-this-test");
        settings.put("bestqi.smtp.host", "localhost");
        settings.put("bestqi.smtp.port", "1");
        settings.put("bestqi.mqtt.host", "localhost");
        settings.put("bestqi.mqtt.port", Integer.toString(mqtt));
        settings.put("quarkus.http.host", "localhost");
        settings.put("quarkus.management.host", "localhost");
        settings.put("quarkus.management.port", Integer.toString(management));
        settings.putAll(stack.start());
        // With any port (0) the meters of the two servers do not agree on tags, and none starts.
        var port = Integer.toString(Ports.free());
        settings.put("quarkus.http.port", port);
        settings.put("quarkus.http.test-port", port);
        // Quarkus would have a program under test trust an issuer that it makes up.
        settings.put("mp.jwt.verify.issuer", Objects.requireNonNull(settings.get("bestqi.issuer")));
        return settings;
    }

    @Override
    public void stop() {
        stack.stop();
    }
}
