package com.bestqi.device.geofence;

import com.bestqi.platform.problem.ProblemCode;

enum GeofenceProblem implements ProblemCode {
    TOO_MANY_GEOFENCES(409, "There are too many geofences");

    private final int status;
    private final String title;

    GeofenceProblem(int status, String title) {
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
