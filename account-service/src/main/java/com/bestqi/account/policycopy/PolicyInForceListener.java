package com.bestqi.account.policycopy;

import com.bestqi.platform.event.PolicyInForce;
import com.bestqi.platform.event.Topics;
import com.bestqi.platform.inbox.EventListener;
import jakarta.enterprise.context.ApplicationScoped;

/** Hears which policy version takes effect. */
@ApplicationScoped
class PolicyInForceListener implements EventListener<PolicyInForce> {
    private final PolicyCopy copy;

    PolicyInForceListener(PolicyCopy copy) {
        this.copy = copy;
    }

    @Override
    public Class<PolicyInForce> type() {
        return PolicyInForce.class;
    }

    @Override
    public String topic() {
        return Topics.POLICY_EVENTS;
    }

    @Override
    public void on(PolicyInForce event) {
        copy.follow(event);
    }
}
