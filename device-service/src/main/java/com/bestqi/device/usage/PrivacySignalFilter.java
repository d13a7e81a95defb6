package com.bestqi.device.usage;

import com.bestqi.platform.web.Caller;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.ext.Provider;

/**
 * Carries out {@link HeedsPrivacySignal}, before the body is read: a call that is then refused has
 * given the signal all the same.
 */
@Provider
@HeedsPrivacySignal
class PrivacySignalFilter implements ContainerRequestFilter {
    private final Caller caller;
    private final UsageService usage;

    PrivacySignalFilter(Caller caller, UsageService usage) {
        this.caller = caller;
        this.usage = usage;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        if (PrivacySignal.given(request.getHeaderString(PrivacySignal.HEADER))) {
            usage.heedPrivacySignal(caller.accountId());
        }
    }
}
