package com.bestqi.dsr.erasure;

/** What became of the mail with the certificate. */
enum MailState {
    /** Not tried to the end yet. */
    PENDING,
    /** On its way. */
    SENT,
    /** There was nowhere to send it. */
    NO_ADDRESS,
    /** notification-service will not take it. */
    REFUSED,
    /** Given up after the configured number of tries. */
    FAILED
}
