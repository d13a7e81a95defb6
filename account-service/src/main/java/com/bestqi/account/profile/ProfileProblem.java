package com.bestqi.account.profile;

import com.bestqi.platform.problem.ProblemCode;

/** What can be wrong with an account. */
public enum ProfileProblem implements ProblemCode {
    /** Somebody has the email address or the user name. */
    ACCOUNT_EXISTS(409, "There is such an account already");

    private final int status;
    private final String title;

    ProfileProblem(int status, String title) {
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
