package com.bestqi.platform.event;

/** The topics of the suite; how long each is kept stands in {@code docs/events.md}. */
public final class Topics {
    /** Registration, changes and deletion of accounts; authority account. */
    public static final String ACCOUNT_EVENTS = "account-events";

    /** That and how a person uses a service: to the day, with the privacy signal. */
    public static final String ACCOUNT_USES = "account-uses";

    /** Everything a person has switched on; authority consent, compacted. */
    public static final String CONSENT_STATES = "consent-states";

    /** Versions of the policy and the register of recipients; authority consent, compacted. */
    public static final String POLICY_EVENTS = "policy-events";

    /** Which notices have reached whom; authority notification. */
    public static final String NOTICE_DELIVERIES = "notice-deliveries";

    /** What must be done about a person; authority dsr, compacted, erasures for ever. */
    public static final String SUBJECT_DIRECTIVES = "subject-directives";

    /** What each participant did; signed. */
    public static final String DIRECTIVE_OUTCOMES = "directive-outcomes";

    /** Messages somebody wants sent; notification-service listens. */
    public static final String MESSAGE_REQUESTS = "message-requests";

    /** Who received what kind of data about a person; consent-service listens. */
    public static final String DISCLOSURE_EVENTS = "disclosure-events";

    /** Ends of the audit chains; each service says its own, compacted. */
    public static final String AUDIT_HEADS = "audit-heads";

    /** Who takes part in erasures, and that they are there; compacted by service. */
    public static final String PARTICIPANTS = "participants";

    private Topics() {}
}
