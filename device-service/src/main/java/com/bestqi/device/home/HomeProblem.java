package com.bestqi.device.home;

import com.bestqi.platform.problem.ProblemCode;

enum HomeProblem implements ProblemCode {
    ALREADY_IN_HOME(409, "The person is in the home already"),
    FIRST_HOME(409, "Everybody keeps the home they had from the start"),
    HOME_OWNER(409, "A home has an owner"),
    TOO_MANY_HOMES(409, "There are too many homes"),
    NOT_A_MEMBER(422, "The person does not live in the home");

    private final int status;
    private final String title;

    HomeProblem(int status, String title) {
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
