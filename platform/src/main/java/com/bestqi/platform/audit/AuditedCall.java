package com.bestqi.platform.audit;

import jakarta.enterprise.context.RequestScoped;

/** Where a resource says whom or what the present call is about, when its path does not. */
@RequestScoped
public class AuditedCall {
    private About about = About.nobody();

    /** Names the person or the thing; the last one counts. */
    public void about(About whomOrWhat) {
        this.about = whomOrWhat;
    }

    /** What was named; nobody at first. */
    public About about() {
        return about;
    }
}
