package com.bestqi.dsr.restriction;

import com.bestqi.dsr.directive.Directives;
import com.bestqi.platform.event.SubjectDirective;
import com.bestqi.platform.event.Topics;
import com.bestqi.platform.inbox.EventListener;
import com.bestqi.platform.inventory.DataCategory;
import com.bestqi.platform.subject.Processing;
import com.bestqi.platform.subject.Subjects;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/**
 * Reads back what this service ordered itself. On a database restored from a backup the
 * restrictions ordered since come back with it, so that each still ends when it should; otherwise
 * it changes nothing.
 */
@ApplicationScoped
class OwnDirectiveListener implements EventListener<SubjectDirective> {
    private final RestrictionOrders orders;
    private final Directives directives;
    private final Subjects subjects;

    OwnDirectiveListener(RestrictionOrders orders, Directives directives, Subjects subjects) {
        this.orders = orders;
        this.directives = directives;
        this.subjects = subjects;
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
        var accountId = directive.accountId();
        if (directive.kind() == SubjectDirective.Kind.ERASE
                || directives.ordered(accountId, directive.epoch() + 1)
                || orders.agree(directive)) {
            return;
        }
        directives.know(directive);
        // Asked again under the lock: an order may have come in between.
        boolean newest =
                directives
                        .newest(accountId)
                        .filter(known -> known == directive.epoch())
                        .isPresent();
        var live = subjects.shareAll(List.of(accountId), Processing.REQUEST, DataCategory.REQUEST);
        if (newest && live.containsKey(accountId)) {
            orders.takeUp(directive);
        }
    }
}
