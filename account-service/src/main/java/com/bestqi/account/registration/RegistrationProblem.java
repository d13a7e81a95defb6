package com.bestqi.account.registration;

import com.bestqi.platform.problem.ProblemCode;

/** Why a registration is refused. */
enum RegistrationProblem implements ProblemCode {
    /** The accepted version of the policy is not the one in force (AC-2). */
    POLICY_NOT_ACCEPTED(422, "The policy in force is not accepted");

    private final int status;
    private final String title;

    RegistrationProblem(int status, String title) {
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
