package com.bestqi.notification.push;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.KeyAgreement;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** The other end of Web Push, by RFC 8291 alone: the JDK's own algorithms, nothing of ours. */
final class Browser {
    private final KeyPair keys;
    private final byte[] secret = new byte[16];

    Browser() throws GeneralSecurityException {
        var generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        keys = generator.generateKeyPair();
        new SecureRandom().nextBytes(secret);
    }

    /** What the browser gives the app. */
    String subscription(String endpoint) {
        var encoder = Base64.getUrlEncoder().withoutPadding();
        return "{\"endpoint\":\"%s\",\"expirationTime\":null,\"keys\":{\"p256dh\":\"%s\",\"auth\":\"%s\"}}"
                .formatted(
                        endpoint, encoder.encodeToString(point()), encoder.encodeToString(secret));
    }

    /** Decrypts what arrived. */
    String read(byte[] body) throws GeneralSecurityException {
        var salt = Arrays.copyOf(body, 16);
        int length = body[20];
        var sender = Arrays.copyOfRange(body, 21, 21 + length);
        var agreement = KeyAgreement.getInstance("ECDH");
        agreement.init(keys.getPrivate());
        agreement.doPhase(publicKey(sender), true);
        var material =
                hkdf(
                        agreement.generateSecret(),
                        secret,
                        join("WebPush: info\0".getBytes(US_ASCII), point(), sender),
                        32);
        var key = hkdf(material, salt, "Content-Encoding: aes128gcm\0".getBytes(US_ASCII), 16);
        var nonce = hkdf(material, salt, "Content-Encoding: nonce\0".getBytes(US_ASCII), 12);
        var cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(
                Cipher.DECRYPT_MODE,
                new SecretKeySpec(key, "AES"),
                new GCMParameterSpec(128, nonce));
        var plain = cipher.doFinal(body, 21 + length, body.length - 21 - length);
        return new String(plain, 0, plain.length - 1, UTF_8);
    }

    private static byte[] hkdf(byte[] material, byte[] salt, byte[] info, int bytes)
            throws GeneralSecurityException {
        return KDF.getInstance("HKDF-SHA256")
                .deriveData(
                        HKDFParameterSpec.ofExtract()
                                .addIKM(material)
                                .addSalt(salt)
                                .thenExpand(info, bytes));
    }

    private byte[] point() {
        var at = ((ECPublicKey) keys.getPublic()).getW();
        return join(new byte[] {4}, fixed(at.getAffineX()), fixed(at.getAffineY()));
    }

    private static byte[] fixed(BigInteger number) {
        var bytes = number.toByteArray();
        var out = new byte[32];
        int used = Math.min(32, bytes.length);
        System.arraycopy(bytes, bytes.length - used, out, 32 - used, used);
        return out;
    }

    private static ECPublicKey publicKey(byte[] point) throws GeneralSecurityException {
        var parameters = AlgorithmParameters.getInstance("EC");
        parameters.init(new ECGenParameterSpec("secp256r1"));
        var at =
                new ECPoint(
                        new BigInteger(1, Arrays.copyOfRange(point, 1, 33)),
                        new BigInteger(1, Arrays.copyOfRange(point, 33, 65)));
        return (ECPublicKey)
                KeyFactory.getInstance("EC")
                        .generatePublic(
                                new ECPublicKeySpec(
                                        at, parameters.getParameterSpec(ECParameterSpec.class)));
    }

    private static byte[] join(byte[]... parts) {
        var joined = new ByteArrayOutputStream();
        for (var part : parts) {
            joined.writeBytes(part);
        }
        return joined.toByteArray();
    }
}
