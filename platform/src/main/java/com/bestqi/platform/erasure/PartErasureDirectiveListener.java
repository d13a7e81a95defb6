package com.bestqi.platform.erasure;

import com.bestqi.platform.event.SubjectDirective;
import com.bestqi.platform.event.Topics;
import com.bestqi.platform.inbox.EventListener;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Takes up every erasure of a part that a directive names and this database does not know, whatever
 * the directive is about: a database put back learns of them from the newest one.
 */
@ApplicationScoped
public class PartErasureDirectiveListener implements EventListener<SubjectDirective> {
    private final PartErasureEngine engine;

    /** Everything it needs is injected. */
    public PartErasureDirectiveListener(PartErasureEngine engine) {
        this.engine = engine;
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
            case RESTRICT, LIFT, ERASE_PART, HOLD, RELEASE -> engine.accept(directive);
            case ERASE -> {} // everything goes
        }
    }
}
