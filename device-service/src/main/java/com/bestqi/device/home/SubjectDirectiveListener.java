package com.bestqi.device.home;

import com.bestqi.platform.event.SubjectDirective;
import com.bestqi.platform.event.Topics;
import com.bestqi.platform.inbox.EventListener;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * A person who is erased takes their homes along: the others in them leave with their devices. The
 * homes of others go on without the person. Comes after the platform's listener, which has put up
 * the tombstone by then.
 */
@ApplicationScoped
@Priority(-1)
class SubjectDirectiveListener implements EventListener<SubjectDirective> {
    private final HomeRepository homes;
    private final HomeClosing closing;

    SubjectDirectiveListener(HomeRepository homes, HomeClosing closing) {
        this.homes = homes;
        this.closing = closing;
    }

    @Override
    public Class<SubjectDirective> type() {
        return SubjectDirective.class;
    }

    @Override
    public String topic() {
        return Topics.SUBJECT_DIRECTIVES;
    }

    @Override
    public void on(SubjectDirective directive) {
        switch (directive.kind()) {
            case ERASE -> homes.lockOwnedBy(directive.accountId()).forEach(closing::empty);
            case RESTRICT, LIFT -> {}
        }
    }
}
