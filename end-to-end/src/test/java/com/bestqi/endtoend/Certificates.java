package com.bestqi.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.bestqi.platform.proof.Certificate;
import com.bestqi.platform.proof.CertificateVerifier;
import com.bestqi.platform.proof.KeySet;

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

    static long erased(Certificate certificate, String store) {
        return certificate.services().stream()
                .flatMap(service -> service.stores().stream())
                .filter(outcome -> outcome.store().equals(store))
                .mapToLong(outcome -> outcome.erased())
                .sum();
    }
}
