package com.bestqi.consent.recipient;

import com.bestqi.platform.problem.ProblemCode;

/** What keeps somebody out of the register. */
enum RecipientProblem implements ProblemCode {
    /** The data would leave the region without protection (TR-2). */
    SAFEGUARD_REQUIRED(422, "A transfer out of the region needs a safeguard"),
    /** The safeguard named is not one for that country. */
    SAFEGUARD_NOT_APPLICABLE(422, "The safeguard does not hold for that country"),
    /** Outside the kinds nobody receives anything without the person's consent (SH-3). */
    CONSENT_KEY_REQUIRED(422, "A recipient outside the kinds needs consent");

    private final int status;
    private final String title;

    RecipientProblem(int status, String title) {
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
