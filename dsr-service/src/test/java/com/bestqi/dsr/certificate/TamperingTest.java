package com.bestqi.dsr.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import com.bestqi.platform.proof.Certificate;
import com.bestqi.platform.proof.CertificateVerifier;
import com.bestqi.platform.proof.CertificateVerifier.Invalid;
import com.bestqi.platform.proof.CertificateVerifier.Valid;
import com.bestqi.platform.proof.HashTree;
import com.bestqi.platform.proof.KeySet;
import com.bestqi.platform.proof.OutcomeStatement;
import com.bestqi.platform.proof.OutcomeStatement.StoreOutcome;
import com.bestqi.platform.proof.ProofJson;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.EllipticCurveJsonWebKey;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.keys.EllipticCurves;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What somebody with the signing key of this service alone could try, and must not get away with.
 */
@Tag("RI-3")
class TamperingTest {
    private static final UUID REQUEST = UUID.randomUUID();
    private static final UUID PERSON = UUID.randomUUID();
    private static final List<String> SERVICES =
            List.of("account", "consent", "device", "dsr", "notification");
    private static final Map<String, EllipticCurveJsonWebKey> KEYS =
            SERVICES.stream().collect(Collectors.toMap(name -> name, TamperingTest::key));

    private final CertificateVerifier verifier =
            new CertificateVerifier(
                    KeySet.parse(
                            KEYS.values().stream()
                                    .map(key ->
                                            key.toJson(JsonWebKey.OutputControlLevel.PUBLIC_ONLY))
                                    .collect(Collectors.joining(",", "{\"keys\":[", "]}"))));

    private static EllipticCurveJsonWebKey key(String service) {
        try {
            var key = EcJwkGenerator.generateJwk(EllipticCurves.P256);
            key.setKeyId(service + "-1");
            return key;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static String sign(String service, String type, Object payload) throws Exception {
        var jws = new JsonWebSignature();
        jws.setAlgorithmHeaderValue(AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256);
        jws.setKeyIdHeaderValue(service + "-1");
        jws.setHeader("typ", type);
        jws.setPayload(ProofJson.MAPPER.writeValueAsString(payload));
        jws.setKey(KEYS.get(service).getPrivateKey());
        return jws.getCompactSerialization();
    }

    private static Certificate.ServiceOutcome outcome(String service, long remaining)
            throws Exception {
        var said =
                new OutcomeStatement(
                        service,
                        REQUEST,
                        PERSON,
                        1,
                        Instant.parse("2026-11-22T10:00:00.123456Z"),
                        List.of(new StoreOutcome("things", "device", 5, remaining)),
                        true);
        return Certificate.ServiceOutcome.of(said, sign(service, Certificate.OUTCOME_TYPE, said));
    }

    private static List<Certificate.ServiceOutcome> all() throws Exception {
        var all = new ArrayList<Certificate.ServiceOutcome>();
        for (var service : SERVICES) {
            all.add(outcome(service, 0));
        }
        return all;
    }

    private static String certificate(
            String result, List<Certificate.ServiceOutcome> services, String root)
            throws Exception {
        return certificate(result, services, root, List.of());
    }

    private static String certificate(
            String result,
            List<Certificate.ServiceOutcome> services,
            String root,
            List<Certificate.Kept> kept)
            throws Exception {
        return sign(
                "dsr",
                Certificate.TYPE,
                new Certificate(
                        "http://localhost:8080",
                        1,
                        UUID.randomUUID().toString(),
                        REQUEST,
                        PERSON,
                        result,
                        services,
                        root,
                        kept,
                        "words",
                        null));
    }

    private static String root(List<Certificate.ServiceOutcome> services) {
        return HashTree.root(services.stream().map(Certificate.ServiceOutcome::signature).toList());
    }

    private void invalid(String certificate, String fault) {
        assertThat(verifier.verify(certificate))
                .isInstanceOfSatisfying(
                        Invalid.class,
                        verdict ->
                                assertThat(verdict.faults())
                                        .anySatisfy(one -> assertThat(one).contains(fault)));
    }

    @Test
    void anHonestCertificateHolds() throws Exception {
        var services = all();

        assertThat(verifier.verify(certificate("complete", services, root(services))))
                .isInstanceOf(Valid.class);
    }

    @Test
    void aServiceLeftOutIsNotComplete() throws Exception {
        for (int left = 0; left < SERVICES.size(); left++) {
            var services = all();
            services.remove(left);

            invalid(certificate("complete", services, root(services)), "says complete");
        }
    }

    @Test
    void aServiceLeftOutUnderTheOldRootIsSeen() throws Exception {
        var services = all();
        var before = root(services);
        services.remove(2);

        invalid(certificate("partial", services, before), "root");
    }

    @Test
    void answersInAnotherOrderHaveAnotherRoot() throws Exception {
        var services = all();
        var before = root(services);

        invalid(certificate("complete", services.reversed(), before), "root");
    }

    @Test
    void aChangedCountIsSeen() throws Exception {
        var services = all();
        var old = services.get(1);
        services.set(
                1,
                new Certificate.ServiceOutcome(
                        old.service(),
                        old.epoch(),
                        old.completedAt(),
                        List.of(new StoreOutcome("things", "device", 4, 0)),
                        true,
                        old.signature()));

        invalid(certificate("complete", services, root(services)), "is not what is written here");
    }

    @Test
    void rowsLeftAreNotComplete() throws Exception {
        var services = all();
        services.set(2, outcome("device", 3));

        invalid(certificate("complete", services, root(services)), "says complete");
        assertThat(verifier.verify(certificate("failed", services, root(services))))
                .isInstanceOf(Valid.class);
    }

    @Test
    @Tag("PU-5")
    void whatIsLeftIsNamedWithItsGroundAndNothingElseIs() throws Exception {
        var services = all();
        services.set(2, outcome("device", 3));
        var kept = List.of(new Certificate.Kept("device", "things", "a hold", "2030"));

        assertThat(verifier.verify(certificate("partial", services, root(services), kept)))
                .isInstanceOf(Valid.class);
        invalid(certificate("partial", services, root(services)), "does not name");
        invalid(certificate("partial", all(), root(all()), kept), "does not name");
        invalid(certificate("complete", all(), root(all()), kept), "says complete");
    }

    @Test
    void oneServiceCannotAnswerForAnother() throws Exception {
        var services = all();
        var device = services.get(2);
        var said =
                new OutcomeStatement(
                        "device", REQUEST, PERSON, 1, device.completedAt(), device.stores(), true);
        services.set(
                2,
                Certificate.ServiceOutcome.of(
                        said, sign("account", Certificate.OUTCOME_TYPE, said)));

        invalid(certificate("complete", services, root(services)), "signature of device");
    }

    @Test
    void aServiceCannotAnswerTwice() throws Exception {
        var services = all();
        services.add(services.getFirst());

        invalid(certificate("complete", services, root(services)), "twice");
    }

    @Test
    void onlyThisServiceSignsCertificates() throws Exception {
        var certificate =
                sign(
                        "account",
                        Certificate.TYPE,
                        ProofJson.MAPPER.readTree("{\"result\":\"complete\"}"));

        invalid(certificate, "signature of the certificate");
    }

    @Test
    void theTreeChangesWithEveryLeafItsNumberAndItsOrder() {
        assertThat(
                        List.of(
                                HashTree.root(List.of()),
                                HashTree.root(List.of("a")),
                                HashTree.root(List.of("a", "b")),
                                HashTree.root(List.of("b", "a")),
                                HashTree.root(List.of("a", "b", "c")),
                                HashTree.root(List.of("a", "b", "c", "d", "e")),
                                HashTree.root(List.of("a", "b", "c", "d", "f")),
                                HashTree.root(List.of("a", "b", "c", "e", "d"))))
                .doesNotHaveDuplicates();
        assertThat(HashTree.root(List.of()))
                .isEqualTo("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    }
}
