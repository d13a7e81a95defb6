package com.bestqi.platform.inventory;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAmount;
import java.util.List;

/** How long the rows of a store are kept (RT-1), as its declaration says. */
public sealed interface RetentionRule {
    /** To compare periods by what they come to. */
    Instant ANY_TIME = Instant.parse("2001-01-01T00:00:00Z");

    /** As the declaration and the reviewed table write it. */
    String text();

    /** As long as the account lives; an erasure ends it. */
    record WithAccount() implements RetentionRule {
        @Override
        public String text() {
            return "account";
        }
    }

    /** For as long as a ground holds. */
    record OnGround(String ground) implements RetentionRule {
        @Override
        public String text() {
            return "ground";
        }
    }

    /**
     * For a period.
     *
     * @param countedFrom the column it is counted from
     */
    record ForPeriod(TemporalAmount period, String countedFrom, Store.Expiry expiry)
            implements RetentionRule {
        @Override
        public String text() {
            return period.toString();
        }

        /** Rows from before this moment are past their period. */
        public Instant cutoff(Instant now) {
            return now.atOffset(ZoneOffset.UTC).minus(period).toInstant();
        }

        /** The same rule with a shorter period; refuses a longer one. */
        public ForPeriod shortened(TemporalAmount shorter) {
            var made = new ForPeriod(shorter, countedFrom, expiry);
            if (made.cutoff(ANY_TIME).isBefore(cutoff(ANY_TIME))
                    || !made.cutoff(ANY_TIME).isBefore(ANY_TIME)) {
                throw new IllegalArgumentException(
                        shorter + " is not a period of at most " + period);
            }
            return made;
        }
    }

    /** Reads an ISO 8601 period of days, months and years, or of hours and less. */
    static TemporalAmount period(String text) {
        try {
            return text.contains("T") ? Duration.parse(text) : Period.parse(text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(text + " is not an ISO 8601 period", e);
        }
    }

    /** Reads the declaration; throws when it says nothing that could be carried out. */
    static RetentionRule read(Store store, List<StoreDeclaration.ColumnDeclaration> columns) {
        boolean erased =
                store.erasure() == Store.Erasure.DELETE
                        || store.erasure() == Store.Erasure.DELETE_LAST;
        return switch (store.retention()) {
            case "account" -> {
                demand(erased, store, "does not go with the account");
                yield new WithAccount();
            }
            case "ground" -> {
                demand(!store.ground().isBlank(), store, "names no ground");
                yield new OnGround(store.ground());
            }
            default -> {
                demand(
                        columns.stream()
                                .anyMatch(column -> column.name().equals(store.countedFrom())),
                        store,
                        "counts from no column of its own");
                var rule =
                        new ForPeriod(
                                period(store.retention()), store.countedFrom(), store.expiry());
                demand(rule.cutoff(ANY_TIME).isBefore(ANY_TIME), store, "is no period");
                yield rule;
            }
        };
    }

    private static void demand(boolean fulfilled, Store store, String complaint) {
        if (!fulfilled) {
            throw new IllegalStateException("retention of " + store.table() + " " + complaint);
        }
    }
}
