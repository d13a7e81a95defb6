package com.bestqi.platform.inventory;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Declares a table. Stands on the entity, or on a record whose components name the columns of a
 * table that plain SQL writes. Every field must be {@link Personal} or {@link Impersonal}.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface Store {

    /** What becomes of the rows about a person when the person is erased. */
    enum Erasure {
        /** Rows are deleted, in chunks. */
        DELETE,
        /** Rows are deleted in the transaction that makes the outcome: needed until then. */
        DELETE_LAST,
        /** Rows stay, on the ground named; they hold the opaque account id and no content. */
        KEEP,
        /** No row is about a person. */
        NOT_PERSONAL
    }

    /** How rows come to their end when the person stays. */
    enum Expiry {
        /** The retention job deletes them, in chunks. */
        ROWS,
        /** The table is partitioned by weeks; the job drops a week as a whole. */
        WEEKS,
        /** The table is partitioned by months; the job drops a month as a whole. */
        MONTHS,
        /**
         * They go with the work they stand for, much earlier than the period; a row that reaches it
         * is overdue, and only that is measured.
         */
        WORK
    }

    /** Name of the table, which is also the name of the store in certificates. */
    String table();

    /** What most of its columns hold. */
    DataCategory category() default DataCategory.IDENTIFIER;

    /** Column with the account id of the person a row is about. */
    String subject() default "account_id";

    /** What an erasure does. */
    Erasure erasure() default Erasure.DELETE;

    /** Why rows stay, for {@link Erasure#KEEP} and for {@code retention = "ground"}. */
    String ground() default "";

    /** Purposes by their clause ids, for instance {@code PU-1}. */
    String[] purposes() default {};

    /** Clauses of the policy the table serves. */
    String[] clauses() default {};

    /**
     * How long rows are kept (RT-1): an ISO 8601 period; or {@code account}, as long as the account
     * lives, for rows that an erasure deletes; or {@code ground}, for as long as the ground named.
     * The table {@code docs/retention.md} says the same, and why.
     */
    String retention() default "account";

    /** The column the period is counted from; rows without a value in it are not counted yet. */
    String countedFrom() default "";

    /** How rows end once their period is over. */
    Expiry expiry() default Expiry.ROWS;

    /**
     * Holds nothing but a copy of what other stores hold, made for the person: erased like all
     * others, but not exported once more.
     */
    boolean copy() default false;

    /** Rows of more than the store's kind of data, told by what stands in one of its columns. */
    Rows[] rows() default {};

    /** Which rows, so that an erasure of that kind takes them and leaves the others. */
    @interface Rows {
        /** What they are too. */
        DataCategory category();

        /** The column that tells. */
        String column();

        /** What stands in it. */
        String[] values();
    }

    /**
     * The account rests on it: it goes with the account alone, and an erasure of a part names it as
     * kept.
     */
    boolean essential() default false;
}
