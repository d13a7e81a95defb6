package com.bestqi.bench;

import com.bestqi.endtoend.client.Login;
import com.bestqi.endtoend.client.StackAddresses;
import com.bestqi.endtoend.story.Resident;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipInputStream;

/** A copy of a person's data, as asked for and fetched through the gateway. */
final class Copy {
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final Duration LOOK = Duration.ofMillis(50);

    private final StackAddresses stack;
    private final Resident resident;

    Copy(StackAddresses stack, Resident resident) {
        this.stack = stack;
        this.resident = resident;
    }

    /** A file of a copy. */
    record Part(String digest, long lines) {}

    /**
     * A copy that was fetched.
     *
     * @param seconds to its first byte, once it was asked for
     */
    record Fetched(double seconds, Map<String, Part> parts) {}

    /** Asks for a copy, and waits until it is made. */
    String made() throws InterruptedException {
        var requestId =
                resident.freshApi()
                        .post("/v1/requests", Map.of("type", "ACCESS"))
                        .expect(201)
                        .text("/requestId");
        var api = resident.api();
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!api.get("/v1/requests/" + requestId).text("/state").equals("COMPLETED")) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("the copy is not made");
            }
            Thread.sleep(LOOK);
        }
        return requestId;
    }

    /** Fetches a copy and takes it apart. */
    Fetched fetched(String requestId) throws IOException, InterruptedException {
        var token =
                new Login(stack).direct(resident.person().email(), resident.person().password());
        var request =
                HttpRequest.newBuilder(
                                URI.create(
                                        stack.gateway() + "/v1/requests/" + requestId + "/package"))
                        .timeout(Duration.ofSeconds(30))
                        .header("Authorization", "Bearer " + token)
                        .build();
        try (var http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            long begun = System.nanoTime();
            var answer = http.send(request, BodyHandlers.ofInputStream());
            if (answer.statusCode() != 200) {
                throw new IllegalStateException("answered " + answer.statusCode());
            }
            try (var zip = new ZipInputStream(answer.body())) {
                var entry = zip.getNextEntry();
                double seconds = (System.nanoTime() - begun) / 1e9;
                var parts = new TreeMap<String, Part>();
                for (; entry != null; entry = zip.getNextEntry()) {
                    parts.put(entry.getName(), part(zip));
                }
                return new Fetched(seconds, parts);
            }
        }
    }

    private static Part part(InputStream in) throws IOException {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            var buffer = new byte[64 * 1024];
            long lines = 0;
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
                for (int i = 0; i < read; i++) {
                    lines += buffer[i] == '\n' ? 1 : 0;
                }
            }
            return new Part(HexFormat.of().formatHex(digest.digest()), lines);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
