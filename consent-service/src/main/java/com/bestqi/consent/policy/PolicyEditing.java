package com.bestqi.consent.policy;

import com.bestqi.consent.permission.PermissionReset;
import com.bestqi.platform.event.PolicyAnnounced;
import com.bestqi.platform.outbox.Outbox;
import com.bestqi.platform.problem.CommonProblem;
import com.bestqi.platform.problem.ProblemException;
import com.bestqi.platform.web.PageRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jboss.logging.Logger;

/** What staff do with a version before it is in force. */
@ApplicationScoped
class PolicyEditing {
    private static final Logger LOG = Logger.getLogger(PolicyEditing.class);

    /** A time counted from now by whoever calls is a little past when the call arrives. */
    private static final Duration ON_THE_WAY = Duration.ofSeconds(2);

    private static final Duration FAR_AHEAD = Duration.ofDays(5 * 365);

    private final PolicyVersionRepository versions;
    private final PermissionReset permissions;
    private final PolicyConfig config;
    private final Outbox outbox;
    private final Clock clock;

    PolicyEditing(
            PolicyVersionRepository versions,
            PermissionReset permissions,
            PolicyConfig config,
            Outbox outbox,
            Clock clock) {
        this.versions = versions;
        this.permissions = permissions;
        this.config = config;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** Keeps a draft, of a version that there is not yet. */
    @Transactional
    PolicyVersion draft(
            PolicyDocument document, boolean material, List<String> purposes, UUID staffId) {
        var violations = DraftRules.violations(document, purposes, permissions::knows);
        if (!violations.isEmpty()) {
            throw ProblemException.invalid(violations);
        }
        if (!material && !purposes.isEmpty()) {
            throw new ProblemException(
                    CommonProblem.UNPROCESSABLE, "Whoever changes a purpose changes what matters.");
        }
        var draft = PolicyVersion.draft(document, material, purposes, staffId, clock.instant());
        if (!versions.add(draft)) {
            throw new ProblemException(CommonProblem.CONFLICT, "There is such a version already.");
        }
        LOG.infof("policy drafted policyVersion=%s", draft.version());
        return draft;
    }

    /** Any version, drafts included; 404 for none. */
    PolicyVersion find(String version) {
        return versions.find(version).orElseThrow(ProblemException::notFound);
    }

    /** All of them; one more than asked for. */
    List<PolicyVersion> list(PageRequest asked) {
        var behind =
                asked.from()
                        .map(last -> versions.find(last).orElseThrow(PageRequest::badCursor))
                        .orElse(null);
        return versions.written(behind, asked.limit() + 1);
    }

    /** Makes a draft of somebody else public and has everybody told of it. */
    @Transactional
    PolicyVersion announce(String version, Instant inForceAt, UUID staffId) {
        versions.lock();
        var draft = find(version);
        requireOtherThanDrafter(draft, staffId);
        if (draft.state() != PolicyState.DRAFT) {
            throw wrongState(draft, "It is announced already.");
        }
        var now = clock.instant();
        requireInTime(now, inForceAt);
        var announcementId = UUID.randomUUID();
        versions.announce(draft, staffId, announcementId, now, inForceAt);
        outbox.add(
                new PolicyAnnounced(
                        version,
                        announcementId,
                        draft.material(),
                        draft.changedPurposes(),
                        now,
                        inForceAt));
        LOG.infof("policy announced policyVersion=%s", version);
        return find(version);
    }

    private void requireInTime(Instant now, Instant inForceAt) {
        var earliest = now.plus(config.noticePeriod());
        if (inForceAt.isBefore(now) || inForceAt.isBefore(earliest.minus(ON_THE_WAY))) {
            throw new ProblemException(
                            PolicyProblem.NOTICE_TOO_SHORT,
                            "It can come into force when the notice period is over at the earliest.")
                    .with("earliest", earliest.toString());
        }
        if (inForceAt.isAfter(now.plus(FAR_AHEAD))) {
            throw new ProblemException(
                    CommonProblem.UNPROCESSABLE, "Nobody remembers an announcement for that long.");
        }
    }

    static void requireOtherThanDrafter(PolicyVersion policy, UUID staffId) {
        if (policy.draftedBy(staffId)) {
            throw new ProblemException(
                    CommonProblem.FOUR_EYES, "Somebody else than its writer must do this.");
        }
    }

    static ProblemException wrongState(PolicyVersion policy, String detail) {
        return new ProblemException(CommonProblem.CONFLICT, detail)
                .with("state", policy.state().name());
    }
}
