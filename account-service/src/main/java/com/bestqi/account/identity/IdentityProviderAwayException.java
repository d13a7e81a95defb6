package com.bestqi.account.identity;

/** The identity provider did not do what it was asked, for a reason that may pass. */
public final class IdentityProviderAwayException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final boolean mayHaveArrived;

    /** Keeps only the kind of failure: messages of clients may repeat addresses. */
    IdentityProviderAwayException(String kind, boolean mayHaveArrived) {
        super("identity provider: " + kind);
        this.mayHaveArrived = mayHaveArrived;
    }

    /** Whether the call may have taken effect all the same. */
    public boolean mayHaveArrived() {
        return mayHaveArrived;
    }
}
