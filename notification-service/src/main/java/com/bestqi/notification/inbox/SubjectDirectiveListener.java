package com.bestqi.notification.inbox;

import com.bestqi.platform.event.SubjectDirective;
import com.bestqi.platform.event.Topics;
import com.bestqi.platform.inbox.EventListener;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;

/** Has open streams look at once whether the person is still there (RI-3). */
@ApplicationScoped
@Priority(-1)
class SubjectDirectiveListener implements EventListener<SubjectDirective> {
    private final InboxWatchers watchers;

    SubjectDirectiveListener(InboxWatchers watchers) {
        this.watchers = watchers;
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
        watchers.wakeAfterCommit(directive.accountId());
    }
}
