package com.bestqi.consent.policy;

import com.bestqi.platform.event.PolicyInForce;
import com.bestqi.platform.outbox.Outbox;
import com.bestqi.platform.problem.ProblemException;
import com.bestqi.platform.web.PageRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Which versions anybody may read, and which one is in force. */
@ApplicationScoped
class PolicyService {
    private static final Logger LOG = Logger.getLogger(PolicyService.class);

    private final PolicyVersionRepository versions;
    private final Outbox outbox;
    private final Clock clock;

    PolicyService(PolicyVersionRepository versions, Outbox outbox, Clock clock) {
        this.versions = versions;
        this.outbox = outbox;
        this.clock = clock;
    }

    /**
     * Brings the first version into force from now on and says so to the others, unless there is
     * any. The version's primary key decides between replicas: one of them adds and announces it,
     * the others wait for that and do nothing.
     */
    @Transactional
    boolean begin(PolicyDocument document) {
        var policy = PolicyVersion.first(document, clock);
        if (!versions.addFirst(policy)) {
            return false;
        }
        outbox.add(new PolicyInForce(policy.version(), policy.inForce()));
        LOG.infof("policy in force policyVersion=%s", policy.version());
        return true;
    }

    PolicyVersion inForce() {
        return versions.inForce().orElseThrow(ProblemException::notFound);
    }

    /** A published version. */
    PolicyVersion find(String version) {
        return published(version).orElseThrow(ProblemException::notFound);
    }

    private Optional<PolicyVersion> published(String version) {
        return versions.find(version).filter(policy -> policy.state() != PolicyState.DRAFT);
    }

    /** The published version before this one. */
    PolicyVersion before(PolicyVersion policy) {
        return versions.olderThan(policy, 1).stream()
                .findFirst()
                .orElseThrow(ProblemException::notFound);
    }

    /** One more than asked for, so that the caller sees whether there is another page. */
    List<PolicyVersion> list(PageRequest asked) {
        int limit = asked.limit() + 1;
        return asked.from()
                .map(last ->
                        versions.olderThan(
                                published(last).orElseThrow(PageRequest::badCursor), limit))
                .orElseGet(() -> versions.newest(limit));
    }
}
