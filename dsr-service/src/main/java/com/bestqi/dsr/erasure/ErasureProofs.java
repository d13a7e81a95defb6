package com.bestqi.dsr.erasure;

import com.bestqi.dsr.canary.Proofs;
import com.bestqi.dsr.certificate.Certificates;
import com.bestqi.platform.proof.Certificate;
import com.bestqi.platform.proof.CertificateVerifier;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/** Whether an erasure is proven, as an outsider would judge it. */
@ApplicationScoped
class ErasureProofs implements Proofs {
    private final ErasureCaseRepository cases;
    private final Certificates certificates;

    ErasureProofs(ErasureCaseRepository cases, Certificates certificates) {
        this.cases = cases;
        this.certificates = certificates;
    }

    @Override
    public List<String> lacking(UUID accountId, Collection<String> services) {
        var found = cases.of(accountId);
        if (found.isEmpty()) {
            return List.of("no case is open");
        }
        var compact = found.get().certificate();
        if (compact == null) {
            return List.of(
                    "case %s, no answer of %s"
                            .formatted(found.get().state(), found.get().awaited()));
        }
        return switch (certificates.verify(compact)) {
            case CertificateVerifier.Valid valid -> lacking(valid.certificate(), services);
            case CertificateVerifier.Invalid _ -> List.of("the certificate does not hold");
        };
    }

    private static List<String> lacking(Certificate certificate, Collection<String> services) {
        var lacking = new ArrayList<String>();
        if (!certificate.result().equals("complete")) {
            lacking.add("the certificate says " + certificate.result());
        }
        var named = certificate.services().stream().map(outcome -> outcome.service()).toList();
        services.stream()
                .filter(service -> !named.contains(service))
                .forEach(service -> lacking.add("the certificate lacks " + service));
        return lacking;
    }
}
