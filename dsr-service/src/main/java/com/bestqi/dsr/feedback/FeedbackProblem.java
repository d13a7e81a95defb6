package com.bestqi.dsr.feedback;

import com.bestqi.platform.problem.ProblemCode;

/** What can be wrong with what is attached. */
enum FeedbackProblem implements ProblemCode {
    /** It is no picture or video that is taken, or it is broken. */
    UNSUPPORTED_MEDIA(422, "This is no photo or video that is taken"),
    /** More than five. */
    TOO_MANY_ATTACHMENTS(422, "Too many photos and videos"),
    /** The body is not what it says. */
    MALFORMED_MULTIPART(400, "The body is not valid multipart");

    private final int status;
    private final String title;

    FeedbackProblem(int status, String title) {
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
