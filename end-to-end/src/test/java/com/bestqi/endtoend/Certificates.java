package com.bestqi.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.bestqi.platform.proof.Certificate;
import com.bestqi.platform.proof.CertificateVerifier;
import com.bestqi.platform.proof.KeySet;
import java.time.Duration;
import java.util.UUID;

/** Opens certificates as their owner would, with the keys that the suite publishes. */
record Certificates(Suite suite) {

    CertificateVerifier verifier() {
        var keys = suite.anyone().get("/v1/certificates/keys").expect(200).body();
        return new CertificateVerifier(KeySet.parse(keys));
    }

    Certificate valid(String compact) {
        var verdict = verifier().verify(compact);
        assertThat(verdict).isInstanceOf(CertificateVerifier.Valid.class);
        return ((CertificateVerifier.Valid) verdict).certificate();
    }

    /** The certificate that dsr-service keeps, for whoever has lost the link to it. */
    Certificate issuedTo(UUID accountId, Duration atMost) {
        await().atMost(atMost)
                .until(() ->
                        suite.databases()
                                        .number(
                                                "dsr",
                                                "SELECT count(certificate) FROM erasure_case"
                                                        + " WHERE account_id = ?",
                                                accountId)
                                == 1);
        return valid(
                suite.databases()
                        .text(
                                "dsr",
                                "SELECT certificate FROM erasure_case WHERE account_id = ?",
                                accountId));
    }

    static long erased(Certificate certificate, String store) {
        return certificate.services().stream()
                .flatMap(service -> service.stores().stream())
                .filter(outcome -> outcome.store().equals(store))
                .mapToLong(outcome -> outcome.erased())
                .sum();
    }
}
