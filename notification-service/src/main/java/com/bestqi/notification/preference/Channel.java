package com.bestqi.notification.preference;

/** A way to reach a person. */
public enum Channel {
    /** The list in the app. */
    INBOX,
    /** A mail to the address of the account. */
    MAIL,
    /** A signal to the phones that have asked for it; without content. */
    PUSH
}
