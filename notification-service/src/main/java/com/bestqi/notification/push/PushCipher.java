package com.bestqi.notification.push;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.google.crypto.tink.subtle.EllipticCurves;
import com.google.crypto.tink.subtle.EllipticCurves.CurveType;
import com.google.crypto.tink.subtle.EllipticCurves.PointFormatType;
import com.google.crypto.tink.subtle.Hkdf;
import com.google.crypto.tink.subtle.Random;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** The encryption of a message to a browser (RFC 8291 over RFC 8188), in one record. */
final class PushCipher {
    private static final CurveType CURVE = CurveType.NIST_P256;
    private static final String MAC = "HmacSha256";
    private static final int SALT_BYTES = 16;
    private static final int RECORD_BYTES = 4096;
    private static final int TAG_BITS = 128;
    private static final byte LAST_RECORD = 2;

    private PushCipher() {}

    /** A public key as it stands in headers: the point, uncompressed, in Base64. */
    static String encoded(ECPublicKey key) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(point(key));
    }

    /** A public key from such a point. Throws when it is no point of the curve. */
    static ECPublicKey decoded(byte[] point) throws GeneralSecurityException {
        return EllipticCurves.getEcPublicKey(CURVE, PointFormatType.UNCOMPRESSED, point);
    }

    private static byte[] point(ECPublicKey key) {
        try {
            return EllipticCurves.pointEncode(CURVE, PointFormatType.UNCOMPRESSED, key.getW());
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("not a key on P-256", e);
        }
    }

    /** Encrypts to whoever has the private key of {@code to} and the secret. */
    static byte[] encrypt(ECPublicKey to, byte[] secret, byte[] plain) {
        try {
            var own = EllipticCurves.generateKeyPair(CURVE);
            var ownPoint = point((ECPublicKey) own.getPublic());
            var shared = EllipticCurves.computeSharedSecret((ECPrivateKey) own.getPrivate(), to);
            var info = join(info("WebPush: info"), point(to), ownPoint);
            var material = Hkdf.computeHkdf(MAC, shared, secret, info, 32);
            var salt = Random.randBytes(SALT_BYTES);
            var key =
                    Hkdf.computeHkdf(MAC, material, salt, info("Content-Encoding: aes128gcm"), 16);
            var nonce = Hkdf.computeHkdf(MAC, material, salt, info("Content-Encoding: nonce"), 12);
            var cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(
                    Cipher.ENCRYPT_MODE,
                    new SecretKeySpec(key, "AES"),
                    new GCMParameterSpec(TAG_BITS, nonce));
            var padded = Arrays.copyOf(plain, plain.length + 1);
            padded[plain.length] = LAST_RECORD;
            var size = ByteBuffer.allocate(Integer.BYTES).putInt(RECORD_BYTES).array();
            return join(
                    salt,
                    size,
                    new byte[] {(byte) ownPoint.length},
                    ownPoint,
                    cipher.doFinal(padded));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("cannot encrypt a push message", e);
        }
    }

    private static byte[] info(String name) {
        return (name + "\0").getBytes(US_ASCII);
    }

    private static byte[] join(byte[]... parts) {
        var joined = new ByteArrayOutputStream();
        for (var part : parts) {
            joined.writeBytes(part);
        }
        return joined.toByteArray();
    }
}
