package com.bestqi.model;

/** The events of {@code account-events} that matter here, as bits; in this order in the log. */
final class AccountEvent {
    static final int REGISTERED = 1;
    static final int CONFIRMED = 2;

    private AccountEvent() {}
}
