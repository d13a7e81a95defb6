package com.bestqi.dsr.restriction;

/** Where a request for restriction stands. */
enum RestrictionState {
    /** Ordered, but not every service has answered yet. */
    RUNNING,
    /** It was put into force in every service; whether it still is, says {@code active}. */
    COMPLETED,
    /** It ended before every service had answered. */
    PARTIAL,
    /** The person took it back before every service had answered. */
    CANCELLED
}
