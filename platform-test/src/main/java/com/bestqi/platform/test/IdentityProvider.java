package com.bestqi.platform.test;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;

/** What may go wrong at the identity provider of a module's tests. */
public final class IdentityProvider {
    private IdentityProvider() {}

    /** How often somebody has fetched the keys. */
    public static int fetches() {
        return Integer.parseInt(ask("fetches"));
    }

    /** From now on it answers 503. */
    public static void goAway() {
        ask("away");
    }

    /** From now on it takes half a minute to answer, or until it is well again. */
    public static void becomeSlow() {
        ask("slow");
    }

    /** From now on nobody is permitted this scope of this resource. */
    public static void withdraw(String resource, String scope) {
        ask("withdraw/" + resource + "/" + scope);
    }

    /** All is well again and permitted as the realm's file has it; whoever waits is answered. */
    public static void beWell() {
        ask("well");
    }

    /** Replaces the key; tokens made from now on are signed with the new one. */
    public static void rotate() {
        System.setProperty(TestEnvironment.ISSUER_KEY, ask("rotate"));
    }

    private static String ask(String wish) {
        var control =
                URI.create(TestEnvironment.get(TestEnvironment.ISSUER)).resolve("/control/" + wish);
        try (var client = HttpClient.newHttpClient()) {
            return client.send(HttpRequest.newBuilder(control).build(), BodyHandlers.ofString())
                    .body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted", e);
        }
    }
}
