package com.bestqi.notification.preference;

import com.bestqi.platform.problem.ProblemCode;

enum PreferenceProblem implements ProblemCode {
    CHANNEL_REQUIRED(422, "This channel cannot be turned off");

    private final int status;
    private final String title;

    PreferenceProblem(int status, String title) {
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
