package com.bestqi.dsr.certificate;

import com.bestqi.platform.proof.KeySet;
import com.bestqi.platform.proof.Signer;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.lang.JoseException;

/** The public keys of those who sign: the participants' and this service's own. */
@ApplicationScoped
public class ParticipantKeys {
    private final JsonWebKeySet jwks;
    private final KeySet keys;

    ParticipantKeys(CertificateConfig config, Signer signer) {
        try {
            this.jwks = new JsonWebKeySet(config.participantKeys());
            var own = JsonWebKey.Factory.newJwk(signer.publicJwk());
            if (jwks.findJsonWebKey(own.getKeyId(), own.getKeyType(), null, null) == null) {
                jwks.addJsonWebKey(own);
            }
        } catch (JoseException e) {
            throw new IllegalStateException("bestqi.participant.keys is not a JWK set", e);
        }
        this.keys = KeySet.parse(jwks.toJson(JsonWebKey.OutputControlLevel.PUBLIC_ONLY));
    }

    /**
     * The payload of a compact JWS of this type, if it was signed by this service of the suite.
     * Which service a key belongs to stands in its id.
     */
    public Optional<String> payload(String type, String service, String compact) {
        return keys.verify(type, compact)
                .filter(signed -> signed.keyId().startsWith(service + "-"))
                .map(KeySet.Verified::payload);
    }

    /** All of them. */
    KeySet all() {
        return keys;
    }

    /** The keys as members of a JWK set; nothing private. */
    List<Map<String, Object>> publicKeys() {
        return jwks.getJsonWebKeys().stream()
                .<Map<String, Object>>map(key ->
                        new LinkedHashMap<>(
                                key.toParams(JsonWebKey.OutputControlLevel.PUBLIC_ONLY)))
                .toList();
    }
}
