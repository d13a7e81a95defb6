package com.bestqi.consent.policy;

import com.bestqi.platform.event.PolicyInForce;
import com.bestqi.platform.outbox.Outbox;
import com.bestqi.platform.problem.ProblemException;
import com.bestqi.platform.web.PageRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import org.jboss.logging.Logger;

/** Which versions there are, and which one is in force. */
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
     * Brings a version into force from now on and says so to the others, unless it is known
     * already. The version's primary key decides between replicas: one of them adds and announces
     * it, the others wait for that and do nothing.
     */
    @Transactional
    boolean enact(PolicyDocument document) {
        var now = clock.instant();
        var policy = new PolicyVersion(document.version(), document, now, now);
        if (!versions.add(policy)) {
            return false;
        }
        outbox.add(new PolicyInForce(policy.version(), policy.inForceAt()));
        LOG.infof("policy in force policyVersion=%s", policy.version());
        return true;
    }

    PolicyVersion inForce() {
        return versions.inForce(clock.instant()).orElseThrow(ProblemException::notFound);
    }

    PolicyVersion find(String version) {
        return versions.find(version).orElseThrow(ProblemException::notFound);
    }

    /** One more than asked for, so that the caller sees whether there is another page. */
    List<PolicyVersion> list(PageRequest asked) {
        int limit = asked.limit() + 1;
        return asked.from()
                .map(last ->
                        versions.olderThan(
                                versions.find(last).orElseThrow(PageRequest::badCursor), limit))
                .orElseGet(() -> versions.newest(limit));
    }
}
