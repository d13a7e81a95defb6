package com.bestqi.endtoend;

import com.bestqi.endtoend.story.CertificateWords;
import com.bestqi.endtoend.story.ReceiptVerifier;
import com.bestqi.endtoend.story.ReceiptWords;
import com.bestqi.localstack.StackException;
import com.bestqi.localstack.StackFile;
import com.bestqi.platform.proof.CertificateVerifier;
import com.bestqi.platform.proof.KeySet;
import java.io.IOException;
import java.io.PrintStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code verify FILE [--keys JWKS]}: checks a certificate of erasure or a receipt of consent and
 * says what it attests. Exit code 0 when it is valid, 1 when it is not or cannot be checked.
 */
public final class Verify {
    private static final String USUAL_GATEWAY = "http://localhost:8080";

    private final Map<String, String> environment;
    private final PrintStream out;

    /** Verifies with the addresses of this environment, and says the result to {@code out}. */
    Verify(Map<String, String> environment, PrintStream out) {
        this.environment = environment;
        this.out = out;
    }

    /** Runs the command. */
    public static void main(String[] arguments) {
        System.exit(new Verify(System.getenv(), System.out).run(List.of(arguments)));
    }

    /** Runs the command and returns its exit code. */
    int run(List<String> arguments) {
        boolean withKeys = arguments.size() == 3 && arguments.get(1).equals("--keys");
        if (arguments.size() != 1 && !withKeys) {
            out.println("Use: verify FILE [--keys JWKS]");
            return 1;
        }
        try {
            var compact = Files.readString(Path.of(arguments.getFirst())).strip();
            boolean receipt = ReceiptVerifier.concerns(compact);
            var keys = withKeys ? Files.readString(Path.of(arguments.get(2))) : keys(receipt);
            return receipt
                    ? judgeReceipt(compact, KeySet.parse(keys))
                    : judge(compact, KeySet.parse(keys));
        } catch (IOException e) {
            out.println("Cannot check: " + reason(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            out.println("Cannot check: interrupted");
        } catch (StackException e) {
            out.println("Cannot check: " + e.getMessage());
        } catch (IllegalArgumentException e) {
            out.println("Cannot check: the keys are not a JWK set");
        }
        return 1;
    }

    private static String reason(IOException failure) {
        return failure instanceof NoSuchFileException missing
                ? "there is no file " + missing.getFile()
                : String.valueOf(failure.getMessage());
    }

    private int judgeReceipt(String compact, KeySet keys) {
        return switch (new ReceiptVerifier(keys).verify(compact)) {
            case ReceiptVerifier.Valid valid -> {
                ReceiptWords.of(valid.claims()).forEach(out::println);
                yield 0;
            }
            case ReceiptVerifier.Invalid invalid -> {
                out.println("NOT VALID:");
                out.println("  " + invalid.fault());
                yield 1;
            }
        };
    }

    private int judge(String compact, KeySet keys) {
        return switch (new CertificateVerifier(keys).verify(compact)) {
            case CertificateVerifier.Valid valid -> {
                CertificateWords.of(valid.certificate()).forEach(out::println);
                yield 0;
            }
            case CertificateVerifier.Invalid invalid -> {
                out.println("NOT VALID:");
                invalid.faults().forEach(fault -> out.println("  " + fault));
                yield 1;
            }
        };
    }

    /** The set that the last run of the stack saved, or else that of a running gateway. */
    private String keys(boolean receipt) throws IOException, InterruptedException {
        var dataDir = environment.get("DATA_DIR");
        var saved =
                (dataDir == null ? StackFile.usualDataDir() : Path.of(dataDir))
                        .resolve("certificate-keys.json");
        if (Files.exists(saved)) {
            return Files.readString(saved);
        }
        var gateway =
                Optional.ofNullable(environment.get("GATEWAY_URL"))
                        .or(() ->
                                new StackFile()
                                        .running()
                                        .map(running -> running.get("GATEWAY_URL")))
                        .orElse(USUAL_GATEWAY);
        return fetch(gateway + (receipt ? "/v1/receipts/keys" : "/v1/certificates/keys"));
    }

    private static String fetch(String url) throws IOException, InterruptedException {
        try (var http = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build()) {
            var request =
                    HttpRequest.newBuilder(URI.create(url)).timeout(Duration.ofSeconds(10)).build();
            var response = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() == 200) {
                return response.body();
            }
            throw new IOException(url + " answered " + response.statusCode());
        } catch (ConnectException e) {
            throw new IOException(
                    "no keys: none saved by an earlier run, none given with --keys, and nobody at "
                            + url,
                    e);
        }
    }
}
