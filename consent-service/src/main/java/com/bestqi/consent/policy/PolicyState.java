package com.bestqi.consent.policy;

/** Where a version of the policy is in its life. */
enum PolicyState {
    /** Written, and seen by staff only. */
    DRAFT,
    /** Everybody may read it and is told of it; it does not apply yet. */
    ANNOUNCED,
    /** It applies. One version at a time does. */
    IN_FORCE,
    /** It applied until another one came into force. */
    SUPERSEDED
}
