package com.bestqi.consent.client;

/**
 * What was decided.
 *
 * @param reason {@code granted}, {@code not-granted}, {@code restricted}, or why there is no answer
 * @param revision of the person's consent state, for the record that rests on it; 0 without answer
 * @param answered whether consent-service said so; otherwise it is no for want of an answer
 */
public record Decision(boolean permitted, String reason, long revision, boolean answered) {
    static Decision unknown(String reason) {
        return new Decision(false, reason, 0, false);
    }
}
