package com.bestqi.platform.test;

import com.bestqi.localstack.Secrets;
import com.bestqi.platform.proof.Certificate;
import com.bestqi.platform.proof.OutcomeStatement;
import com.bestqi.platform.proof.ProofJson;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.jose4j.jwk.EllipticCurveJsonWebKey;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.lang.JoseException;

/** The signing keys of all participants, so that a test can answer in their name. */
public final class ParticipantKeys {
    private ParticipantKeys() {}

    /** The public keys of all five services as a JWK set. */
    public static String publicKeys() {
        return publicKeys(secrets());
    }

    static String publicKeys(Secrets secrets) {
        return StackResource.SERVICES.stream()
                .map(service ->
                        key(secrets, service).toJson(JsonWebKey.OutputControlLevel.PUBLIC_ONLY))
                .collect(Collectors.joining(",", "{\"keys\":[", "]}"));
    }

    /** Signs a participant's statement with its key. */
    public static String sign(OutcomeStatement statement) {
        try {
            return sign(
                    statement.service(),
                    Certificate.OUTCOME_TYPE,
                    ProofJson.MAPPER.writeValueAsString(statement));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a statement is always JSON", e);
        }
    }

    /** Signs anything with a service's key. */
    public static String sign(String service, String type, String payload) {
        try {
            var key = key(secrets(), service);
            var jws = new JsonWebSignature();
            jws.setAlgorithmHeaderValue(AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256);
            jws.setKeyIdHeaderValue(key.getKeyId());
            jws.setHeader("typ", type);
            jws.setPayload(payload);
            jws.setKey(key.getPrivateKey());
            return jws.getCompactSerialization();
        } catch (JoseException e) {
            throw new IllegalStateException("cannot sign", e);
        }
    }

    private static Secrets secrets() {
        return Secrets.in(Path.of(TestEnvironment.get(TestEnvironment.DATA_DIR)));
    }

    private static EllipticCurveJsonWebKey key(Secrets secrets, String service) {
        try {
            return (EllipticCurveJsonWebKey) JsonWebKey.Factory.newJwk(secrets.signingKey(service));
        } catch (JoseException e) {
            throw new IllegalStateException("not a JWK", e);
        }
    }
}
