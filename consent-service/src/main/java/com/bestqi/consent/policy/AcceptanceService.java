package com.bestqi.consent.policy;

import com.bestqi.platform.event.AccountRegistered;
import com.bestqi.platform.inventory.DataCategory;
import com.bestqi.platform.problem.ProblemException;
import com.bestqi.platform.subject.Processing;
import com.bestqi.platform.subject.Subjects;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.UUID;

/** Records who accepted which version. */
@ApplicationScoped
class AcceptanceService {
    private final PolicyService policies;
    private final PolicyAcceptanceRepository acceptances;
    private final Subjects subjects;
    private final Clock clock;

    AcceptanceService(
            PolicyService policies,
            PolicyAcceptanceRepository acceptances,
            Subjects subjects,
            Clock clock) {
        this.policies = policies;
        this.acceptances = acceptances;
        this.subjects = subjects;
        this.clock = clock;
    }

    /** Records an acceptance in the app; repeated, the first one stays and is returned. */
    @Transactional
    PolicyAcceptance accept(UUID accountId, String version, String language) {
        subjects.share(accountId, Processing.COLLECT, DataCategory.POLICY_ACCEPTANCE);
        var policy = policies.find(version);
        acceptances.add(
                new PolicyAcceptance(
                        accountId, policy.version(), language, "app", clock.instant()));
        return acceptances.find(accountId, version).orElseThrow(ProblemException::notFound);
    }

    /** Records what the person accepted when registering; nothing about an erased person. */
    @Transactional(Transactional.TxType.MANDATORY)
    void accepted(AccountRegistered event) {
        var accountId = event.accountId();
        subjects.create(accountId);
        // Evidence of what was accepted before any restriction.
        var live =
                subjects.shareAll(
                        List.of(accountId),
                        Processing.LEGAL_CLAIMS,
                        DataCategory.POLICY_ACCEPTANCE);
        if (live.containsKey(accountId)) {
            acceptances.add(
                    new PolicyAcceptance(
                            accountId,
                            event.policyVersion(),
                            event.policyLanguage(),
                            event.channel(),
                            event.at()));
        }
    }
}
