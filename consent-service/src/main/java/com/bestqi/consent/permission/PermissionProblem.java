package com.bestqi.consent.permission;

import com.bestqi.platform.problem.ProblemCode;

/** What a change of a switch may be refused for. */
enum PermissionProblem implements ProblemCode {
    /** The grant does not name the notice that must have been shown. */
    NOTICE_REQUIRED(422, "The current notice must have been shown");

    private final int status;
    private final String title;

    PermissionProblem(int status, String title) {
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
