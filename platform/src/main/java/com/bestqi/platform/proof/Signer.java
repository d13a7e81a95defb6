package com.bestqi.platform.proof;

import com.bestqi.platform.crypto.CryptoConfig;
import jakarta.enterprise.context.ApplicationScoped;
import org.jose4j.jwk.EllipticCurveJsonWebKey;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.lang.JoseException;

/** Signs with this service's own ES256 key. */
@ApplicationScoped
public class Signer {
    private final EllipticCurveJsonWebKey key;

    /** Takes the signing key from the configuration; fails when it is no private P-256 key. */
    public Signer(CryptoConfig config) {
        try {
            this.key = (EllipticCurveJsonWebKey) JsonWebKey.Factory.newJwk(config.signingKey());
        } catch (JoseException e) {
            throw new IllegalStateException("bestqi.signing.key is not a JWK", e);
        }
        if (key.getPrivateKey() == null || key.getKeyId() == null) {
            throw new IllegalStateException("bestqi.signing.key needs a private part and a kid");
        }
    }

    /**
     * A compact JWS over a JSON payload.
     *
     * @param type the {@code typ} header, for instance {@code outcome+jws}
     */
    public String sign(String type, String payload) {
        try {
            var jws = new JsonWebSignature();
            jws.setAlgorithmHeaderValue(AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256);
            jws.setKeyIdHeaderValue(key.getKeyId());
            jws.setHeader("typ", type);
            jws.setPayload(payload);
            jws.setKey(key.getPrivateKey());
            return jws.getCompactSerialization();
        } catch (JoseException e) {
            throw new IllegalStateException("cannot sign a " + type, e);
        }
    }

    /** The public half as JWK JSON, for a key set. */
    public String publicJwk() {
        return key.toJson(JsonWebKey.OutputControlLevel.PUBLIC_ONLY);
    }
}
