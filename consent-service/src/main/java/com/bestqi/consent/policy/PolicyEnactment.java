package com.bestqi.consent.policy;

import com.bestqi.consent.permission.PermissionReset;
import com.bestqi.platform.database.Database;
import com.bestqi.platform.event.PolicyInForce;
import com.bestqi.platform.outbox.Outbox;
import com.bestqi.platform.problem.ProblemException;
import com.bestqi.platform.time.TwoClocks;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jboss.logging.Logger;

/** How an announced version comes into force, and what follows from it. */
@ApplicationScoped
class PolicyEnactment {
    private static final Logger LOG = Logger.getLogger(PolicyEnactment.class);
    private static final UUID START = new UUID(0, 0);
    private static final int AT_ONCE = 100;

    private final PolicyVersionRepository versions;
    private final NoticeGate gate;
    private final PermissionReset permissions;
    private final Database database;
    private final Outbox outbox;
    private final TwoClocks clocks;

    PolicyEnactment(
            PolicyVersionRepository versions,
            NoticeGate gate,
            PermissionReset permissions,
            Database database,
            Outbox outbox,
            TwoClocks clocks) {
        this.versions = versions;
        this.gate = gate;
        this.permissions = permissions;
        this.database = database;
        this.outbox = outbox;
        this.clocks = clocks;
    }

    /** Brings a version of somebody else into force before its time, if the gate is open. */
    @Transactional
    PolicyVersion activate(String version, UUID staffId) {
        versions.lock();
        var policy = versions.find(version).orElseThrow(ProblemException::notFound);
        PolicyEditing.requireOtherThanDrafter(policy, staffId);
        if (policy.state() != PolicyState.ANNOUNCED) {
            throw PolicyEditing.wrongState(
                    policy,
                    policy.state() == PolicyState.DRAFT
                            ? "It must be announced before."
                            : "It has come into force already.");
        }
        gate.require(policy);
        enact(policy);
        return versions.find(version).orElseThrow();
    }

    /** Brings what is due into force, as far as the gate is open; says how many versions. */
    @Transactional
    int enactDue() {
        var now = clocks.earlier();
        if (versions.due(now).isEmpty()) {
            return 0;
        }
        versions.lock();
        int enacted = 0;
        for (var policy : versions.due(now)) {
            if (gate.openInTime(policy)) {
                enact(policy);
                enacted++;
            }
        }
        return enacted;
    }

    /** For how long the version that is due the longest has been waiting. */
    double overdueSeconds() {
        var now = clocks.earlier();
        return versions.due(now).stream()
                .findFirst()
                .map(policy -> (double) Duration.between(policy.inForce(), now).toSeconds())
                .orElse(0.0);
    }

    private void enact(PolicyVersion policy) {
        var now = clocks.later();
        boolean asksAgain = !permissions.switchesOf(policy.changedPurposes()).isEmpty();
        versions.enact(policy, now, asksAgain ? START : null);
        outbox.add(new PolicyInForce(policy.version(), now));
        LOG.infof("policy in force policyVersion=%s", policy.version());
    }

    /**
     * Ends consents that were given for a purpose before it changed, for the next people; says
     * whether there is more to do. Each chunk commits on its own with how far it came.
     */
    @Transactional
    boolean askAgain() {
        var policy = versions.takeToAskAgain().orElse(null);
        var from = policy == null ? null : policy.askedAgainUpTo();
        if (policy == null || from == null) {
            return false;
        }
        var keys = permissions.switchesOf(policy.changedPurposes());
        var next = grantedBefore(keys, policy.inForce(), from);
        next.forEach(accountId -> permissions.end(accountId, keys, policy.inForce()));
        versions.askedAgain(policy, next.size() < AT_ONCE ? null : next.getLast());
        return true;
    }

    private List<UUID> grantedBefore(List<String> keys, Instant inForceAt, UUID from) {
        return database.query(
                """
                SELECT account_id FROM data_subject s
                WHERE s.state = 'LIVE' AND s.account_id > ? AND EXISTS (
                    SELECT FROM unnest(?) AS k (key)
                    WHERE (s.consent ->> k.key)::timestamptz < ?)
                ORDER BY account_id LIMIT ?
                """,
                rows -> rows.getObject("account_id", UUID.class),
                from,
                keys.toArray(String[]::new),
                inForceAt,
                AT_ONCE);
    }
}
