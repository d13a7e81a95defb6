package com.bestqi.device.scene;

import com.bestqi.platform.problem.ProblemCode;

enum SceneProblem implements ProblemCode {
    TOO_MANY_SCENES(409, "There are too many scenes"),
    TOO_MANY_ACTIONS(409, "Too many actions wait for one place or device"),
    UNKNOWN_READING(422, "The device reports no such number");

    private final int status;
    private final String title;

    SceneProblem(int status, String title) {
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
