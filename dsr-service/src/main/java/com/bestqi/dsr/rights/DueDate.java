package com.bestqi.dsr.rights;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/** When an answer is due (RI-8). */
public final class DueDate {
    private static final int PROMISED_DAYS = 30;

    private static final int MOST_MORE_MONTHS = 2;

    private DueDate() {}

    /** The latest to which an answer may be put off, with a notice (RI-8): two months more. */
    public static Instant extended(Instant receivedAt) {
        return receivedAt.atOffset(ZoneOffset.UTC).plusMonths(1L + MOST_MORE_MONTHS).toInstant();
    }

    /** Thirty days as promised or one calendar month as in law, whichever ends earlier. */
    public static Instant of(Instant receivedAt) {
        var promised = receivedAt.plus(PROMISED_DAYS, ChronoUnit.DAYS);
        var lawful = receivedAt.atOffset(ZoneOffset.UTC).plusMonths(1).toInstant();
        return promised.isBefore(lawful) ? promised : lawful;
    }
}
