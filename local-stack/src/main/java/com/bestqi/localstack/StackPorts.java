package com.bestqi.localstack;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * The ports of one stack by name: the usual ones, each movable by an environment variable, or free
 * ones.
 */
public final class StackPorts {
    private static final Map<String, Integer> USUAL = usual();

    private final Map<String, Integer> ports;

    private StackPorts(Map<String, Integer> ports) {
        this.ports = ports;
    }

    /**
     * The usual ports, unless {@code environment} moves one, for example with {@code
     * GATEWAY_PORT=9090}.
     */
    public static StackPorts from(Map<String, String> environment) {
        var ports = new LinkedHashMap<>(USUAL);
        ports.replaceAll((name, usual) -> {
            var moved = environment.get(variable(name));
            return moved == null ? usual : number(name, moved);
        });
        return new StackPorts(ports);
    }

    /** Ports that nobody uses, so that several stacks can run side by side. */
    public static StackPorts free() {
        var ports = new LinkedHashMap<>(USUAL);
        ports.replaceAll((_, _) -> 0);
        ports.replaceAll((_, _) -> {
            int port = Ports.free();
            while (ports.containsValue(port)) {
                port = Ports.free();
            }
            return port;
        });
        return new StackPorts(ports);
    }

    /** Fails with one line that names the first port in use and the variable that moves it. */
    void check() {
        ports.forEach((name, port) -> {
            if (!Ports.isFree(port)) {
                throw new StackException(
                        "port "
                                + port
                                + " for "
                                + name
                                + " is in use; free it or set "
                                + variable(name)
                                + " to another");
            }
        });
    }

    /**
     * The port of a service, or of gateway, keycloak, postgres, kafka, smtp, mail-api, mqtt, or of
     * {@code <service>-management}.
     */
    public int of(String name) {
        var port = ports.get(name);
        if (port == null) {
            throw new IllegalArgumentException("no such port: " + name);
        }
        return port;
    }

    /** The address of something that speaks HTTP on this machine. */
    public String url(String name) {
        return "http://localhost:" + of(name);
    }

    /** Where the gateway, the services and Keycloak are, by the names of {@code stack.env}. */
    Map<String, String> httpAddresses() {
        var addresses = new LinkedHashMap<String, String>();
        addresses.put("GATEWAY_URL", url("gateway"));
        for (var service : Services.ALL) {
            var name = service.toUpperCase(Locale.ROOT);
            addresses.put(name + "_URL", url(service));
            addresses.put(name + "_MANAGEMENT_URL", url(management(service)));
        }
        addresses.put("KEYCLOAK_URL", url("keycloak"));
        return addresses;
    }

    /** The name of the port on which a service answers about itself. */
    static String management(String service) {
        return service + "-management";
    }

    private static String variable(String name) {
        return name.toUpperCase(Locale.ROOT).replace('-', '_') + "_PORT";
    }

    private static int number(String name, String text) {
        if (!text.matches("[1-9][0-9]{0,4}") || Integer.parseInt(text) > 65_535) {
            throw new StackException(variable(name) + " is no port: " + text);
        }
        return Integer.parseInt(text);
    }

    private static Map<String, Integer> usual() {
        var ports = new LinkedHashMap<String, Integer>();
        ports.put("gateway", 8080);
        for (int i = 0; i < Services.ALL.size(); i++) {
            ports.put(Services.ALL.get(i), 8081 + i);
        }
        ports.put("keycloak", 8180);
        ports.put("postgres", 15432);
        ports.put("kafka", 19092);
        ports.put("smtp", 3025);
        ports.put("mail-api", 3080);
        ports.put("mqtt", 18830);
        for (int i = 0; i < Services.ALL.size(); i++) {
            ports.put(management(Services.ALL.get(i)), 9081 + i);
        }
        return ports;
    }
}
