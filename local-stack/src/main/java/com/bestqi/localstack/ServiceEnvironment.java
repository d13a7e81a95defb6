package com.bestqi.localstack;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * The addresses, secrets and keys that a service is given by its environment, as any deployment
 * must give them.
 */
public final class ServiceEnvironment {
    private final StackPorts ports;
    private final Secrets secrets;

    /** The environment of the services of one stack. */
    public ServiceEnvironment(StackPorts ports, Secrets secrets) {
        this.ports = ports;
        this.secrets = secrets;
    }

    /** All variables of {@code service}. */
    public Map<String, String> of(String service) {
        var variables = new TreeMap<String, String>();
        variables.put("QUARKUS_HTTP_PORT", Integer.toString(ports.of(service)));
        variables.put("QUARKUS_HTTP_HOST", "localhost");
        variables.put(
                "QUARKUS_MANAGEMENT_PORT",
                Integer.toString(ports.of(StackPorts.management(service))));
        variables.put("QUARKUS_MANAGEMENT_HOST", "localhost");
        variables.put("BESTQI_OPERATIONS_ON_API_PORT", "true");
        // With a name that stays, a restarted consumer gets its partitions back at once.
        variables.put("BESTQI_INSTANCE", service + "-1");
        variables.put("BESTQI_KAFKA_BOOTSTRAP", "localhost:" + ports.of("kafka"));
        variables.put("BESTQI_PUBLIC_URL", ports.url("gateway"));
        for (var other : Services.ALL) {
            variables.put("BESTQI_" + other.toUpperCase(Locale.ROOT) + "_URL", ports.url(other));
        }
        databases(service, variables);
        identity(service, variables);
        keys(service, variables);
        if (service.equals("notification")) {
            variables.put("BESTQI_SMTP_HOST", "localhost");
            variables.put("BESTQI_SMTP_PORT", Integer.toString(ports.of("smtp")));
        }
        if (service.equals("device")) {
            variables.put("BESTQI_MQTT_HOST", "localhost");
            variables.put("BESTQI_MQTT_PORT", Integer.toString(ports.of("mqtt")));
        }
        if (service.equals("dsr")) {
            var certificate = secrets.certificate();
            variables.put("BESTQI_OPENDSR_KEY", certificate.key());
            variables.put("BESTQI_OPENDSR_CERTIFICATE", certificate.certificate());
        }
        // Own keys of the suite can be tried out: BESTQI_RETENTION_EVERY=PT1S ./suite up
        System.getenv().entrySet().stream()
                .filter(given -> given.getKey().startsWith("BESTQI_"))
                .forEach(given -> variables.putIfAbsent(given.getKey(), given.getValue()));
        return variables;
    }

    private void databases(String service, Map<String, String> variables) {
        var server = "jdbc:postgresql://localhost:" + ports.of("postgres") + "/";
        for (var database :
                Map.of("BESTQI_DB", service, "BESTQI_KEYS_DB", service + "_keys").entrySet()) {
            variables.put(database.getKey() + "_URL", server + database.getValue());
            variables.put(database.getKey() + "_USER", service);
            variables.put(database.getKey() + "_PASSWORD", secrets.password("db." + service));
            variables.put(database.getKey() + "_OWNER", service + "_owner");
            variables.put(
                    database.getKey() + "_OWNER_PASSWORD",
                    secrets.password("db." + service + "_owner"));
        }
    }

    private void identity(String service, Map<String, String> variables) {
        var realm = ports.url("keycloak") + "/realms/bestqi";
        variables.put("BESTQI_KEYCLOAK_URL", ports.url("keycloak"));
        variables.put("BESTQI_ISSUER", realm);
        variables.put("BESTQI_JWKS_URL", realm + "/protocol/openid-connect/certs");
        variables.put("BESTQI_CLIENT_ID", service + "-service");
        variables.put("BESTQI_CLIENT_SECRET", secrets.password("client." + service + "-service"));
    }

    private void keys(String service, Map<String, String> variables) {
        variables.put("BESTQI_MASTER_KEYS_FILE", secrets.masterKeys(service).path().toString());
        variables.put("BESTQI_INDEX_KEY", secrets.key("index." + service));
        variables.put("BESTQI_SIGNING_KEY", secrets.signingKey(service));
        variables.put("BESTQI_PARTICIPANT_KEYS", participantKeys());
    }

    /** The public signing keys of all services as a JWK set. */
    public String participantKeys() {
        return SigningKeys.publicSet(Services.ALL.stream().map(secrets::signingKey).toList());
    }
}
