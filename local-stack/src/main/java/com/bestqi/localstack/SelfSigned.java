package com.bestqi.localstack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.concurrent.TimeUnit;

/**
 * A P-256 key with a certificate for {@code localhost} that it signed itself, both as PEM: what
 * other controllers check answers with on one machine. A deployment gets one from its authority.
 */
public record SelfSigned(String key, String certificate) {
    private static final String ALIAS = "opendsr";
    private static final int MOST_SECONDS = 60;
    private static final Base64.Encoder LINES = Base64.getMimeEncoder(64, new byte[] {'\n'});

    /** Makes one with the tool of this JDK; the key store it needs is gone afterwards. */
    public static SelfSigned made(String password) {
        try {
            var folder = Files.createTempDirectory("certificate");
            var store = folder.resolve("store.p12");
            try {
                run(store, password);
                return read(store, password);
            } finally {
                Files.deleteIfExists(store);
                Files.delete(folder);
            }
        } catch (IOException | GeneralSecurityException e) {
            throw new StackException("cannot make a certificate", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StackException("interrupted while a certificate was made", e);
        }
    }

    private static void run(Path store, String password) throws IOException, InterruptedException {
        var command =
                new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                        "-genkeypair",
                        "-alias",
                        ALIAS,
                        "-keyalg",
                        "EC",
                        "-groupname",
                        "secp256r1",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "san=dns:localhost",
                        "-validity",
                        "3650",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass:env",
                        "STORE_PASSWORD");
        command.environment().put("STORE_PASSWORD", password);
        var tool =
                command.redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
        if (!tool.waitFor(MOST_SECONDS, TimeUnit.SECONDS)) {
            tool.destroyForcibly();
            throw new StackException("keytool does not come to an end");
        }
        if (tool.exitValue() != 0) {
            throw new StackException("keytool ended with " + tool.exitValue());
        }
    }

    private static SelfSigned read(Path store, String password)
            throws IOException, GeneralSecurityException {
        var keys = KeyStore.getInstance("PKCS12");
        try (var in = Files.newInputStream(store)) {
            keys.load(in, password.toCharArray());
        }
        return new SelfSigned(
                pem("PRIVATE KEY", keys.getKey(ALIAS, password.toCharArray()).getEncoded()),
                pem("CERTIFICATE", keys.getCertificate(ALIAS).getEncoded()));
    }

    private static String pem(String what, byte[] der) {
        return "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n"
                .formatted(what, LINES.encodeToString(der));
    }

    @Override
    public String toString() {
        return "SelfSigned[hidden]";
    }
}
