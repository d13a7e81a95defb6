package com.bestqi.device.invitation;

import com.bestqi.platform.problem.ProblemCode;

enum InvitationProblem implements ProblemCode {
    INVITATION_USED(409, "The code was used already"),
    INVITATION_EXPIRED(409, "The code has ended"),
    UNTIL_PAST(422, "The end has passed already");

    private final int status;
    private final String title;

    InvitationProblem(int status, String title) {
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
