package com.bestqi.platform.problem;

import java.util.Locale;

/** A refusal the API promises; each feature keeps its own in an enum. */
public interface ProblemCode {

    /** The HTTP status. */
    int status();

    /** Short words for people, the same for every occurrence. */
    String title();

    /** The enum constant's name. */
    String name();

    /** The stable code: the constant's name in kebab-case. */
    default String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The {@code type} of the problem response. */
    default String type() {
        return "urn:problem:" + code();
    }
}
