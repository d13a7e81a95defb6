package com.bestqi.consent.policy;

import com.bestqi.platform.problem.ProblemCode;

/** What a step in the life of a version may be refused for. */
enum PolicyProblem implements ProblemCode {
    /** Not everybody is told yet, or not for long enough. */
    NOTICE_INCOMPLETE(409, "Not everybody has had the notice for long enough"),
    /** The version is to come into force before everybody has had the notice for long enough. */
    NOTICE_TOO_SHORT(422, "The notice would be too short");

    private final int status;
    private final String title;

    PolicyProblem(int status, String title) {
        this.status = status;
        this.title = title;
    }

    @Override
    public int status() {
        return status;
    }

    @Override
    public String title() {
        return title;
    }
}
