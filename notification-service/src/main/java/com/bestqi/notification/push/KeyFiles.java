package com.bestqi.notification.push;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;

/** Keys as providers give them. */
final class KeyFiles {
    private KeyFiles() {}

    /** The text of a file that the configuration names; a wrong name stops the start. */
    static String read(String file) {
        try {
            return Files.readString(Path.of(file));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the push key " + file, e);
        }
    }

    /** A private key in PKCS 8, PEM. */
    static PrivateKey privateKey(String algorithm, String pem) {
        try {
            var bytes = Base64.getMimeDecoder().decode(pem.replaceAll("-----[A-Z ]+-----", ""));
            return KeyFactory.getInstance(algorithm)
                    .generatePrivate(new PKCS8EncodedKeySpec(bytes));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IllegalStateException("not a private key of the kind " + algorithm, e);
        }
    }
}
