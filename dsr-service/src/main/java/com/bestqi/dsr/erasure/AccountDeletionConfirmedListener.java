package com.bestqi.dsr.erasure;

import com.bestqi.dsr.rights.RequestBook;
import com.bestqi.platform.event.AccountDeletionConfirmed;
import com.bestqi.platform.event.Topics;
import com.bestqi.platform.inbox.EventListener;
import com.bestqi.platform.subject.Subjects;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.UUID;
import org.jboss.logging.Logger;

/** Opens the case of a person who confirmed the deletion of the account. */
@ApplicationScoped
class AccountDeletionConfirmedListener implements EventListener<AccountDeletionConfirmed> {
    private static final Logger LOG = Logger.getLogger(AccountDeletionConfirmedListener.class);

    private final ErasureCaseRepository cases;
    private final RequestBook book;
    private final Subjects subjects;
    private final CaseWakes wakes;
    private final ErasureConfig config;

    AccountDeletionConfirmedListener(
            ErasureCaseRepository cases,
            RequestBook book,
            Subjects subjects,
            CaseWakes wakes,
            ErasureConfig config) {
        this.cases = cases;
        this.book = book;
        this.subjects = subjects;
        this.wakes = wakes;
        this.config = config;
    }

    @Override
    public Class<AccountDeletionConfirmed> type() {
        return AccountDeletionConfirmed.class;
    }

    @Override
    public String topic() {
        return Topics.ACCOUNT_EVENTS;
    }

    @Override
    public void on(AccountDeletionConfirmed event) {
        var accountId = event.accountId();
        var asked = book.find(accountId, event.requestId());
        // One that was asked for here has cooled off before the account was closed.
        boolean opened =
                asked.isPresent()
                        ? cases.open(
                                event.requestId(),
                                accountId,
                                asked.get().receivedAt(),
                                Duration.ZERO)
                        : cases.open(
                                event.requestId(), accountId, event.at(), config.coolOffAfter());
        book.handOver(accountId, event.requestId());
        if (!opened) {
            LOG.infof("there is a case already: request %s", event.requestId());
            return;
        }
        close(accountId, event.requestId());
        wakes.afterCommit();
        LOG.infof("case opened: request %s, account %s", event.requestId(), accountId);
    }

    private void close(UUID accountId, UUID requestId) {
        boolean open = subjects.close(accountId, requestId);
        if (!open && subjects.create(accountId)) {
            subjects.close(accountId, requestId);
        }
    }
}
