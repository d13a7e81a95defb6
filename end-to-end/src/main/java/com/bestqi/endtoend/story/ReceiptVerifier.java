package com.bestqi.endtoend.story;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.bestqi.platform.proof.KeySet;
import com.bestqi.platform.proof.ProofJson;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Base64;
import java.util.Objects;
import java.util.Set;

/**
 * Checks a receipt of consent offline: that consent-service signed it, and that its two halves, the
 * flat claims and the record, say the same.
 */
public final class ReceiptVerifier {
    private static final Set<String> ENDED = Set.of("dpv:ConsentWithdrawn", "dpv:ConsentRevoked");

    /** The {@code typ} header of a receipt. */
    public static final String TYPE = "consent-receipt+jwt";

    private final KeySet keys;

    /** Verifies against these public keys. */
    public ReceiptVerifier(KeySet keys) {
        this.keys = keys;
    }

    /** What came of it. */
    public sealed interface Verdict {}

    /** Everything holds. */
    public record Valid(JsonNode claims) implements Verdict {}

    /** Something does not. */
    public record Invalid(String fault) implements Verdict {}

    /** Whether this says of itself that it is a receipt. */
    public static boolean concerns(String compact) {
        try {
            var header = compact.strip().split("\\.", 2)[0];
            var json = new String(Base64.getUrlDecoder().decode(header), UTF_8);
            return TYPE.equals(ProofJson.MAPPER.readTree(json).path("typ").asText());
        } catch (IllegalArgumentException | JsonProcessingException e) {
            return false;
        }
    }

    /** Checks a compact JWS. */
    public Verdict verify(String compact) {
        var signed = keys.verify(TYPE, compact.strip());
        if (signed.isEmpty() || !signed.get().keyId().startsWith("consent-")) {
            return new Invalid("the signature of the receipt does not hold");
        }
        try {
            var claims = ProofJson.MAPPER.readTree(signed.get().payload());
            return agrees(claims)
                    ? new Valid(claims)
                    : new Invalid("the record in the receipt says something else than the receipt");
        } catch (JsonProcessingException e) {
            return new Invalid("the content of the receipt cannot be read");
        }
    }

    private static boolean agrees(JsonNode claims) {
        var record = claims.path("record");
        var status = record.at("/dpv:hasProcess/0/dpv:hasConsentStatus/0/@type/0").asText();
        return !claims.path("sub").asText().isEmpty()
                && Objects.equals(claims.path("jti"), record.path("dpv:hasIdentifier"))
                && Objects.equals(
                        claims.path("sub"), record.at("/dpv:hasDataSubject/dpv:hasIdentifier"))
                && Objects.equals(claims.path("at"), record.path("dct:created"))
                && claims.path("granted").isBoolean()
                && claims.path("granted").asBoolean() != ENDED.contains(status);
    }
}
