package com.bestqi.device.pairing;

import com.bestqi.platform.problem.ProblemCode;

enum PairingProblem implements ProblemCode {
    PAIRING_USED(409, "The code was used already"),
    PAIRING_EXPIRED(409, "The code has ended"),
    DEVICE_TYPE_MISMATCH(422, "The code is for another type of device");

    private final int status;
    private final String title;

    PairingProblem(int status, String title) {
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
