package com.bestqi.platform.erasure;

import com.bestqi.platform.event.SubjectDirective;
import com.bestqi.platform.event.Topics;
import com.bestqi.platform.inbox.EventListener;
import jakarta.enterprise.context.ApplicationScoped;

/** Puts up the tombstone as soon as the directive arrives, and leaves the work to the engine. */
@ApplicationScoped
public class ErasureDirectiveListener implements EventListener<SubjectDirective> {
    private final ErasureEngine engine;

    /** Everything it needs is injected. */
    public ErasureDirectiveListener(ErasureEngine engine) {
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
            case ERASE -> engine.accept(directive);
            case RESTRICT, LIFT, ERASE_PART, HOLD, RELEASE -> {} // their own listeners'
        }
    }
}
