package com.bestqi.platform.proof;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Checks a certificate offline: its signature, every participant's own signature and that the
 * certificate repeats it faithfully, the hash tree, and that its result is what the counts say.
 */
public final class CertificateVerifier {
    /** Those without whom nothing is complete (I-5). */
    public static final Set<String> PARTICIPANTS =
            Set.of("account", "device", "consent", "dsr", "notification");

    private final KeySet keys;

    /** Verifies against these public keys. */
    public CertificateVerifier(KeySet keys) {
        this.keys = keys;
    }

    /** What came of it. */
    public sealed interface Verdict {}

    /** Everything holds. */
    public record Valid(Certificate certificate) implements Verdict {}

    /** At least one thing does not hold. */
    public record Invalid(List<String> faults) implements Verdict {
        /** Copies the list. */
        public Invalid {
            faults = List.copyOf(faults);
        }
    }

    /** Checks a compact JWS. */
    public Verdict verify(String compact) {
        var signed = keys.verify(Certificate.TYPE, compact.strip());
        if (signed.isEmpty() || !signed.get().keyId().startsWith("dsr-")) {
            return new Invalid(List.of("the signature of the certificate does not hold"));
        }
        try {
            var certificate = ProofJson.MAPPER.readValue(signed.get().payload(), Certificate.class);
            var faults = faults(certificate);
            return faults.isEmpty() ? new Valid(certificate) : new Invalid(faults);
        } catch (JsonProcessingException e) {
            return new Invalid(List.of("the content of the certificate cannot be read"));
        }
    }

    private List<String> faults(Certificate certificate) {
        var faults = new ArrayList<String>();
        var services = certificate.services();
        services.forEach(outcome -> checkOutcome(certificate, outcome, faults));
        var signatures = services.stream().map(Certificate.ServiceOutcome::signature).toList();
        if (!HashTree.root(signatures).equals(certificate.root())) {
            faults.add("the root is not that of the services' statements");
        }
        var names = services.stream().map(Certificate.ServiceOutcome::service).toList();
        if (names.stream().distinct().count() != names.size()) {
            faults.add("a service answers twice");
        }
        if (certificate.result().equals("complete") && !earned(certificate)) {
            faults.add("it says complete, but its counts do not");
        }
        if (certificate.result().equals("partial") && !named(certificate)) {
            faults.add("it says partial, but does not name all that is left");
        }
        return faults;
    }

    private static boolean earned(Certificate certificate) {
        var names =
                certificate.services().stream()
                        .map(Certificate.ServiceOutcome::service)
                        .collect(Collectors.toSet());
        return names.containsAll(PARTICIPANTS)
                && certificate.kept().isEmpty()
                && certificate.services().stream()
                        .allMatch(outcome ->
                                outcome.keyDestroyed()
                                        && outcome.stores().stream()
                                                .allMatch(s -> s.remaining() == 0));
    }

    /** Whether all that is left, and nothing else, stands under what is kept. */
    private static boolean named(Certificate certificate) {
        var kept =
                certificate.kept().stream()
                        .map(one -> one.service() + "/" + one.store())
                        .collect(Collectors.toSet());
        var left =
                certificate.services().stream()
                        .flatMap(outcome ->
                                outcome.stores().stream()
                                        .filter(store -> store.remaining() > 0)
                                        .map(store -> outcome.service() + "/" + store.store()))
                        .collect(Collectors.toSet());
        return kept.equals(left);
    }

    private void checkOutcome(
            Certificate certificate, Certificate.ServiceOutcome outcome, List<String> faults) {
        var signed = keys.verify(Certificate.OUTCOME_TYPE, outcome.signature());
        if (signed.isEmpty() || !signed.get().keyId().startsWith(outcome.service() + "-")) {
            faults.add("the signature of " + outcome.service() + " does not hold");
            return;
        }
        try {
            var said = ProofJson.MAPPER.readValue(signed.get().payload(), OutcomeStatement.class);
            boolean faithful =
                    said.sub().equals(certificate.sub())
                            && said.requestId().equals(certificate.requestId())
                            && Certificate.ServiceOutcome.of(said, outcome.signature())
                                    .equals(outcome);
            if (!faithful) {
                faults.add("what " + outcome.service() + " signed is not what is written here");
            }
        } catch (JsonProcessingException e) {
            faults.add("what " + outcome.service() + " signed cannot be read");
        }
    }
}
