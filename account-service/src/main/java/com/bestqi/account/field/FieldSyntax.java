package com.bestqi.account.field;

/**
 * Patterns and lengths of the fields that are plain text. The patterns are written so that every
 * language reads them alike, and so that no text, however long, takes more than one pass or deep
 * recursion: each repeated group is bounded.
 */
public final class FieldSyntax {
    /** An address as mail servers take it: ASCII, a domain with a dot, no quoting, no comments. */
    public static final String EMAIL =
            "^[A-Za-z0-9!#$%&'*+/=?^_{|}~-](\\.?[A-Za-z0-9!#$%&'*+/=?^_{|}~-]){0,63}"
                    + "@([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?\\.){1,126}"
                    + "[A-Za-z]([A-Za-z0-9-]{0,61}[A-Za-z0-9])$";

    /** What is said of an address that is none. */
    public static final String EMAIL_MESSAGE = "must be an email address";

    /** Longest address (RFC 5321). */
    public static final int EMAIL_MOST = 254;

    /** A user name: never an address, so that a log-in by either means one person. */
    public static final String USERNAME = "^[A-Za-z0-9][A-Za-z0-9._-]*$";

    /** What is said of a user name that is none. */
    public static final String USERNAME_MESSAGE =
            "must be letters, digits, dots, hyphens or underscores, and begin with a letter or"
                    + " digit";

    /** Shortest user name. */
    public static final int USERNAME_LEAST = 3;

    /** Longest user name. */
    public static final int USERNAME_MOST = 64;

    /** A phone number in the form of E.164. */
    public static final String PHONE = "^\\+[1-9][0-9]{6,14}$";

    /** What is said of a phone number that is none. */
    public static final String PHONE_MESSAGE = "must be a phone number like +491701234567";

    /** A name of a person: anything but control characters, and not blank. */
    public static final String NAME = "^ *[^\\x00-\\x20\\x7f-\\x9f][^\\x00-\\x1f\\x7f-\\x9f]*$";

    /** What is said of a name that is none. */
    public static final String NAME_MESSAGE = "must not be blank or hold control characters";

    /** Longest tag of a language, or name of a time zone. */
    public static final int CODE_MOST = 64;

    /** Longest name. */
    public static final int NAME_MOST = 200;

    /** Longest nickname. */
    public static final int NICKNAME_MOST = 100;

    private FieldSyntax() {}
}
