package com.bestqi.consent.policy;

import com.bestqi.platform.event.AccountRegistered;
import com.bestqi.platform.event.AccountSeen;
import com.bestqi.platform.event.NoticeDelivered;
import com.bestqi.platform.inventory.DataCategory;
import com.bestqi.platform.problem.CommonProblem;
import com.bestqi.platform.problem.ProblemException;
import com.bestqi.platform.subject.Processing;
import com.bestqi.platform.subject.Subjects;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.UUID;

/** Records who was told of, accepted, or objected to which version. */
@ApplicationScoped
class AcceptanceService {
    private final PolicyService policies;
    private final PolicyAcceptanceRepository acceptances;
    private final PolicyNoticeRepository notices;
    private final PolicyVersionRepository versions;
    private final Subjects subjects;
    private final Clock clock;

    AcceptanceService(
            PolicyService policies,
            PolicyAcceptanceRepository acceptances,
            PolicyNoticeRepository notices,
            PolicyVersionRepository versions,
            Subjects subjects,
            Clock clock) {
        this.policies = policies;
        this.acceptances = acceptances;
        this.notices = notices;
        this.versions = versions;
        this.subjects = subjects;
        this.clock = clock;
    }

    /** Records an acceptance in the app; repeated, the first one stays and is returned. */
    @Transactional
    PolicyAcceptance accept(UUID accountId, String version, String language) {
        subjects.share(accountId, Processing.COLLECT, DataCategory.POLICY_ACCEPTANCE);
        var policy = policies.find(version);
        var before = acceptances.find(accountId, policy.version());
        if (before.isPresent()) {
            return before.get();
        }
        requireCurrent(policy);
        acceptances.add(
                PolicyAcceptance.given(
                        accountId, policy.version(), language, "app", clock.instant()));
        return find(accountId, policy.version());
    }

    /** What the person accepted; 404 when they did not. */
    PolicyAcceptance find(UUID accountId, String version) {
        return acceptances.find(accountId, version).orElseThrow(ProblemException::notFound);
    }

    private static void requireCurrent(PolicyVersion policy) {
        if (policy.state() == PolicyState.SUPERSEDED) {
            throw new ProblemException(
                    CommonProblem.CONFLICT, "Another version is in force since; read that one.");
        }
    }

    /** Records what the person accepted when registering; nothing about an erased person. */
    @Transactional(Transactional.TxType.MANDATORY)
    void accepted(AccountRegistered event) {
        var accountId = event.accountId();
        subjects.create(accountId);
        // Evidence of what was accepted before any restriction.
        if (live(accountId, Processing.LEGAL_CLAIMS)) {
            acceptances.add(
                    PolicyAcceptance.given(
                            accountId,
                            event.policyVersion(),
                            event.policyLanguage(),
                            event.channel(),
                            event.at()));
        }
    }

    /**
     * Records an objection; repeated, the first one stays. From then on using the app says nothing
     * about this version any more.
     */
    @Transactional
    PolicyObjection object(UUID accountId, String version) {
        subjects.share(accountId, Processing.REQUEST, DataCategory.POLICY_ACCEPTANCE);
        var policy = policies.find(version);
        var before = acceptances.objection(accountId, policy.version());
        if (before.isPresent()) {
            return before.get();
        }
        requireCurrent(policy);
        var objection = new PolicyObjection(accountId, policy.version(), clock.instant());
        acceptances.add(objection);
        return acceptances.objection(accountId, policy.version()).orElse(objection);
    }

    /** A notice has reached the person. Evidence, which no restriction stops. */
    @Transactional(Transactional.TxType.MANDATORY)
    void noticed(NoticeDelivered event) {
        var version = versions.announcedBy(event.announcementId()).orElse(null);
        if (version == null) {
            return; // of something else than the policy
        }
        var accountId = event.accountId();
        subjects.create(accountId);
        if (live(accountId, Processing.LEGAL_CLAIMS)) {
            notices.add(
                    new PolicyNotice(
                            accountId,
                            version,
                            event.announcementId(),
                            event.channel(),
                            event.at()));
        }
    }

    /**
     * The person uses the app. On a later day than the version came into force and the notice
     * arrived, that is going on after a noticed change (AC-3): uses are known to the day, and one
     * on the same day may have come before. Decided when it happens, so whoever never comes back
     * has accepted nothing.
     */
    @Transactional(Transactional.TxType.MANDATORY)
    void used(AccountSeen event) {
        var implied = acceptances.goingOn(event.accountId(), event.on()).orElse(null);
        if (implied != null && live(event.accountId(), Processing.COLLECT)) {
            acceptances.add(
                    new PolicyAcceptance(
                            event.accountId(),
                            implied.version(),
                            PolicyAcceptance.UNKNOWN_LANGUAGE,
                            PolicyAcceptance.IMPLIED,
                            clock.instant(),
                            implied.notice()));
        }
    }

    private boolean live(UUID accountId, Processing processing) {
        return subjects.shareAll(List.of(accountId), processing, DataCategory.POLICY_ACCEPTANCE)
                .containsKey(accountId);
    }
}
