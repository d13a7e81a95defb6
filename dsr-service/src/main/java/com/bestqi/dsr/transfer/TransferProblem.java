package com.bestqi.dsr.transfer;

import com.bestqi.platform.problem.ProblemCode;

/** Why nothing is handed over. */
enum TransferProblem implements ProblemCode {
    /** The person has not agreed to this transfer. */
    TRANSFER_CONSENT_REQUIRED(422, "The transfer needs your consent"),
    /** The link was used, taken back, or its time is over. */
    TRANSFER_OVER(410, "The link does not work any more");

    private final int status;
    private final String title;

    TransferProblem(int status, String title) {
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
