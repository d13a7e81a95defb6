package com.bestqi.dsr.request;

import com.bestqi.platform.problem.ProblemCode;

/** What can be wrong with a request. */
enum RequestProblem implements ProblemCode {
    /** The code is not the one that was mailed. */
    WRONG_CODE("The code is not the one that was mailed"),
    /** The code was right once, or never; its time is over. */
    CODE_EXPIRED("The code does not count any more");

    private final String title;

    RequestProblem(String title) {
        this.title = title;
    }

    @Override
    public int status() {
        return 422;
    }

    @Override
    public String title() {
        return title;
    }
}
