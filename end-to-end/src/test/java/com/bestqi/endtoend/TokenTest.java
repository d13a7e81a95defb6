package com.bestqi.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.bestqi.endtoend.story.Resident;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.keys.HmacKey;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Tokens that look almost right open no service; the one that is right, made the same way, does.
 */
@ExtendWith(Suite.Extension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TokenTest {
    /** One path of each service that has paths for persons. */
    private static final List<String> PATHS =
            List.of("/v1/accounts/me", "/v1/devices", "/v1/consents", "/v1/notifications");

    private final Suite suite;
    private final Resident resident;
    private final RealmKey realm;

    TokenTest(Suite suite) {
        this.suite = suite;
        this.resident = suite.newcomer("Toni");
        this.realm = RealmKey.of(suite);
        resident.acceptPolicy();
        resident.registerPhone();
    }

    private JwtClaims claims() {
        var claims = new JwtClaims();
        claims.setIssuer(suite.addresses().keycloak() + "/realms/bestqi");
        claims.setAudience("bestqi-api");
        claims.setSubject(resident.accountId().toString());
        claims.setJwtId(UUID.randomUUID().toString());
        claims.setIssuedAtToNow();
        claims.setExpirationTimeMinutesInTheFuture(5);
        claims.setClaim("typ", "Bearer");
        claims.setClaim("groups", List.of("user"));
        claims.setClaim("realm_access", Map.of("roles", List.of("user")));
        return claims;
    }

    private String signed(JwtClaims claims) throws JoseException {
        var jws = new JsonWebSignature();
        jws.setAlgorithmHeaderValue(AlgorithmIdentifiers.RSA_USING_SHA256);
        jws.setKeyIdHeaderValue(realm.keyId());
        jws.setKey(realm.privateKey());
        jws.setPayload(claims.toJson());
        return jws.getCompactSerialization();
    }

    private void assertRefused(String token) {
        for (var path : PATHS) {
            var answer = suite.anyone().as(token).get(path);
            assertThat(answer.status()).as(path).isEqualTo(401);
            Problems.assertProblem(answer);
        }
    }

    @Test
    @Tag("SE-1")
    void theTokenThatIsRightIsTaken() throws JoseException {
        var token = signed(claims());

        for (var path : PATHS) {
            assertThat(suite.anyone().as(token).get(path).status()).as(path).isEqualTo(200);
        }
    }

    @Test
    @Tag("SE-1")
    void anExpiredTokenIsRefused() throws JoseException {
        var claims = claims();
        claims.setIssuedAt(NumericDate.fromSeconds(NumericDate.now().getValue() - 400));
        claims.setExpirationTime(NumericDate.fromSeconds(NumericDate.now().getValue() - 30));

        assertRefused(signed(claims));
    }

    @Test
    @Tag("SE-1")
    void aTokenOfAnotherRealmIsRefused() throws JoseException {
        var claims = claims();
        claims.setIssuer(suite.addresses().keycloak() + "/realms/master");

        assertRefused(signed(claims));
        assertRefused(realm.masterToken());
    }

    @Test
    @Tag("SE-1")
    void aTokenForAnotherAudienceIsRefused() throws JoseException {
        var claims = claims();
        claims.setAudience("account");

        assertRefused(signed(claims));
    }

    @Test
    @Tag("SE-1")
    void aWronglySignedTokenIsRefused() throws JoseException {
        var parts = signed(claims()).split("\\.");
        var signature = Base64.getUrlDecoder().decode(parts[2]);
        signature[10] ^= 1;
        parts[2] = Base64.getUrlEncoder().withoutPadding().encodeToString(signature);

        assertRefused(String.join(".", parts));
    }

    @Test
    @Tag("SE-1")
    void aTokenSignedWithThePublicKeyAsASecretIsRefused() throws JoseException {
        var jws = new JsonWebSignature();
        jws.setAlgorithmHeaderValue(AlgorithmIdentifiers.HMAC_SHA256);
        jws.setKeyIdHeaderValue(realm.keyId());
        jws.setKey(new HmacKey(realm.publicKeyPem().getBytes(UTF_8)));
        jws.setPayload(claims().toJson());

        assertRefused(jws.getCompactSerialization());
    }

    @Test
    @Tag("SE-1")
    void aTokenWithoutSignatureIsRefused() throws JoseException {
        var jws = new JsonWebSignature();
        jws.setAlgorithmConstraints(AlgorithmConstraints.NO_CONSTRAINTS);
        jws.setAlgorithmHeaderValue(AlgorithmIdentifiers.NONE);
        jws.setPayload(claims().toJson());

        assertRefused(jws.getCompactSerialization());
    }

    @Test
    @Tag("SE-1")
    void rubbishIsRefused() {
        for (var token : List.of("x", "a.b.c", "e30.e30.", "null", "%00")) {
            assertRefused(token);
        }
    }

    @Test
    @Tag("SE-1")
    void aServicesTokenIsNotAPersons() throws JoseException {
        var claims = claims();
        claims.setClaim("groups", List.of("service"));
        claims.setClaim("realm_access", Map.of("roles", List.of("service")));
        var token = signed(claims);

        for (var path : PATHS) {
            var answer = suite.anyone().as(token).get(path);
            assertThat(answer.status()).as(path).isEqualTo(403);
            Problems.assertProblem(answer);
        }
    }
}
