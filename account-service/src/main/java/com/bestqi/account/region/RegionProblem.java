package com.bestqi.account.region;

import com.bestqi.platform.problem.ProblemCode;

/** What can be wrong with a country. */
enum RegionProblem implements ProblemCode {
    /** The country belongs to another region's deployment. */
    WRONG_REGION(421, "This account belongs to another region");

    private final int status;
    private final String title;

    RegionProblem(int status, String title) {
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
