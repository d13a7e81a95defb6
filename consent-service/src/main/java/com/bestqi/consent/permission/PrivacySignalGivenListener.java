package com.bestqi.consent.permission;

import com.bestqi.platform.event.PrivacySignalGiven;
import com.bestqi.platform.event.Topics;
import com.bestqi.platform.inbox.EventListener;
import jakarta.enterprise.context.ApplicationScoped;

/** A call to another service carried the privacy signal. */
@ApplicationScoped
class PrivacySignalGivenListener implements EventListener<PrivacySignalGiven> {
    private final PermissionService permissions;

    PrivacySignalGivenListener(PermissionService permissions) {
        this.permissions = permissions;
    }

    @Override
    public Class<PrivacySignalGiven> type() {
        return PrivacySignalGiven.class;
    }

    @Override
    public String topic() {
        return Topics.ACCOUNT_USES;
    }

    @Override
    public void on(PrivacySignalGiven signal) {
        permissions.heedPrivacySignal(signal);
    }
}
