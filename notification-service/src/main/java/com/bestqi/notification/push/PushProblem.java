package com.bestqi.notification.push;

import com.bestqi.platform.problem.ProblemCode;

enum PushProblem implements ProblemCode {
    TOO_MANY_PUSH_ENDPOINTS(409, "There are too many phones");

    private final int status;
    private final String title;

    PushProblem(int status, String title) {
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
