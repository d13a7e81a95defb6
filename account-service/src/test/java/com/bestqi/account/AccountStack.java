package com.bestqi.account;

import com.bestqi.localstack.KeycloakPart;
import com.bestqi.localstack.Ports;
import com.bestqi.localstack.PostgresPart;
import com.bestqi.localstack.Secrets;
import com.bestqi.localstack.StackException;
import com.bestqi.platform.test.StackResource;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** PostgreSQL, Kafka and tokens as everywhere, and a real Keycloak beside them. */
public final class AccountStack implements QuarkusTestResourceLifecycleManager {
    static final String KEYCLOAK_URL = "bestqi.test.keycloak-url";
    static final String KEYCLOAK_PID = "bestqi.test.keycloak-pid";
    static final String POSTGRES_PORT = "bestqi.test.postgres-port";
    private static final String DATA_DIR = "bestqi.test.data-dir";
    private static final int NO_SMTP = 1;
    private static final int MOST_TRIES = 3;

    private final StackResource stack = new StackResource();
    private KeycloakPart keycloak;

    @Override
    public Map<String, String> start() {
        var settings = new HashMap<>(stack.start());
        var data = Path.of(System.getProperty(DATA_DIR));
        int port = URI.create(settings.get("bestqi.db.url").substring("jdbc:".length())).getPort();
        var postgres = PostgresPart.forTests(data, port);
        keycloak = new KeycloakPart(data, Ports.free(), postgres, "http://localhost:8080", NO_SMTP);
        startKeycloak();
        System.setProperty(KEYCLOAK_URL, keycloak.url());
        System.setProperty(KEYCLOAK_PID, Long.toString(keycloak.process().pid()));
        System.setProperty(POSTGRES_PORT, Integer.toString(port));
        settings.put("bestqi.keycloak.url", keycloak.url());
        settings.put("bestqi.client.id", "account-service");
        settings.put("bestqi.client.secret", Secrets.in(data).password("client.account-service"));
        return settings;
    }

    /** On a busy machine the first start, which fills the database, may need a second one. */
    private void startKeycloak() {
        for (int tries = 1; ; tries++) {
            try {
                keycloak.start();
                return;
            } catch (StackException e) {
                if (tries == MOST_TRIES) {
                    throw e;
                }
            }
        }
    }

    @Override
    public void stop() {
        if (keycloak != null) {
            keycloak.stop(Duration.ofSeconds(5));
        }
        stack.stop();
    }
}
