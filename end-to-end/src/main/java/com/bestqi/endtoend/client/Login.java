package com.bestqi.endtoend.client;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Logs people in at the identity provider. Tells nobody the password but the provider. */
public final class Login {
    private static final Pattern FORM = Pattern.compile("<form[^>]*\\saction=\"([^\"]+)\"");
    private static final SecureRandom RANDOM = new SecureRandom();

    private final String realm;
    private final String callback;

    /** Log-ins at the realm of this stack. */
    public Login(StackAddresses stack) {
        this.realm = stack.keycloak() + "/realms/bestqi/protocol/openid-connect/";
        this.callback = stack.gateway() + "/callback";
    }

    /**
     * A token by direct grant, as only the local realm allows. It does not say when the person
     * logged in, so it counts as stale.
     */
    public String direct(String user, String password) {
        return attempt(user, password).expect(200).text("/access_token");
    }

    /** The provider's answer to a direct grant, whatever it is. */
    public Answer attempt(String user, String password) {
        return token(
                Map.of(
                        "grant_type", "password",
                        "client_id", "bestqi-cli",
                        "scope", "openid",
                        "username", user,
                        "password", password));
    }

    /** A token of a program with a secret of its own. */
    public String client(String clientId, String secret) {
        return token(
                        Map.of(
                                "grant_type", "client_credentials",
                                "client_id", clientId,
                                "client_secret", secret))
                .expect(200)
                .text("/access_token");
    }

    /**
     * A token as the app gets it: authorization code with PKCE, the person filling in the
     * provider's own form. It says when that was, so it counts as fresh for five minutes.
     */
    public String browser(String user, String password) {
        var verifier = random();
        var page =
                get(realm
                                + "auth?"
                                + form(
                                        Map.of(
                                                "client_id", "bestqi-app",
                                                "response_type", "code",
                                                "scope", "openid",
                                                "redirect_uri", callback,
                                                "state", random(),
                                                "code_challenge", challenge(verifier),
                                                "code_challenge_method", "S256")))
                        .expect(200);
        var submitted = submit(page, user, password).expect(302);
        return token(
                        Map.of(
                                "grant_type",
                                "authorization_code",
                                "client_id",
                                "bestqi-app",
                                "redirect_uri",
                                callback,
                                "code",
                                code(submitted),
                                "code_verifier",
                                verifier))
                .expect(200)
                .text("/access_token");
    }

    private static Answer get(String url) {
        return ApiClient.exchange("log-in page", HttpRequest.newBuilder(URI.create(url)).build());
    }

    /**
     * Sends the form with the cookies of its page. They are marked secure; for localhost a browser
     * sends them over plain HTTP too, Java's own cookie handling does not.
     */
    private static Answer submit(Answer page, String user, String password) {
        var action = FORM.matcher(page.body());
        if (!action.find()) {
            throw new UnexpectedAnswer(page, "a log-in form", null);
        }
        var cookies =
                page.headers().allValues("set-cookie").stream()
                        .map(cookie -> cookie.split(";", 2)[0])
                        .collect(Collectors.joining("; "));
        var request =
                HttpRequest.newBuilder(URI.create(action.group(1).replace("&amp;", "&")))
                        .header("Cookie", cookies)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(
                                HttpRequest.BodyPublishers.ofString(
                                        form(Map.of("username", user, "password", password))))
                        .build();
        return ApiClient.exchange("log-in form", request);
    }

    private static String code(Answer redirect) {
        var query = URI.create(redirect.header("location")).getRawQuery();
        for (var parameter : query.split("&")) {
            if (parameter.startsWith("code=")) {
                return URLDecoder.decode(parameter.substring("code=".length()), UTF_8);
            }
        }
        throw new UnexpectedAnswer(redirect, "a code", null);
    }

    private Answer token(Map<String, String> parameters) {
        return ApiClient.exchange(
                "token",
                HttpRequest.newBuilder(URI.create(realm + "token"))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(form(parameters)))
                        .build());
    }

    private static String form(Map<String, String> parameters) {
        return new TreeMap<>(parameters)
                .entrySet().stream()
                        .map(entry ->
                                entry.getKey() + "=" + URLEncoder.encode(entry.getValue(), UTF_8))
                        .collect(Collectors.joining("&"));
    }

    private static String random() {
        var bytes = new byte[32];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static String challenge(String verifier) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
