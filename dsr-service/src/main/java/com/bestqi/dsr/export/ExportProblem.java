package com.bestqi.dsr.export;

import com.bestqi.platform.problem.ProblemCode;

/** Why there is no copy to fetch. */
enum ExportProblem implements ProblemCode {
    /** It is not made yet, or never will be. */
    PACKAGE_NOT_READY(409, "The copy is not there"),
    /** Its seven days are over. */
    PACKAGE_EXPIRED(410, "The copy is not kept any more");

    private final int status;
    private final String title;

    ExportProblem(int status, String title) {
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
