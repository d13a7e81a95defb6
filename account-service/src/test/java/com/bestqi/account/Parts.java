package com.bestqi.account;

import com.bestqi.localstack.PostgresPart;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;

/** The real parts under the service, as an operator sees them. */
public final class Parts {
    private Parts() {}

    /** Whether Keycloak gives a token for this name and password. */
    public static boolean canLogIn(String name, String password) {
        var form =
                "grant_type=password&client_id=bestqi-cli&username=%s&password=%s"
                        .formatted(encode(name), encode(password));
        var url =
                System.getProperty(AccountStack.KEYCLOAK_URL)
                        + "/realms/bestqi/protocol/openid-connect/token";
        var request =
                HttpRequest.newBuilder(URI.create(url))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(form))
                        .build();
        try (var http = HttpClient.newHttpClient()) {
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException("no answer from Keycloak", e);
        }
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** Freezes Keycloak: connections are taken, nothing is answered. */
    public static void freezeKeycloak() {
        signal("-STOP");
    }

    /** Lets Keycloak go on. */
    public static void thawKeycloak() {
        signal("-CONT");
    }

    private static void signal(String name) {
        try {
            var kill =
                    new ProcessBuilder("kill", name, System.getProperty(AccountStack.KEYCLOAK_PID))
                            .start();
            if (kill.waitFor() != 0) {
                throw new IllegalStateException("kill failed");
            }
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException("kill failed", e);
        }
    }

    /** Runs SQL on the service's database as its administrator. */
    public static void administer(String sql) {
        var postgres =
                PostgresPart.forTests(
                        Path.of(System.getProperty("bestqi.test.data-dir")),
                        Integer.getInteger(AccountStack.POSTGRES_PORT));
        try (var connection = postgres.connect("account");
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
