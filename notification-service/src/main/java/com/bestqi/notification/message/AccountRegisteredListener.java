package com.bestqi.notification.message;

import com.bestqi.platform.event.AccountRegistered;
import com.bestqi.platform.event.Topics;
import com.bestqi.platform.inbox.EventListener;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.UUID;

/** Welcomes a new person. */
@ApplicationScoped
class AccountRegisteredListener implements EventListener<AccountRegistered> {
    private final MessageService messages;
    private final MessageWakes wakes;

    AccountRegisteredListener(MessageService messages, MessageWakes wakes) {
        this.messages = messages;
        this.wakes = wakes;
    }

    @Override
    public Class<AccountRegistered> type() {
        return AccountRegistered.class;
    }

    @Override
    public String topic() {
        return Topics.ACCOUNT_EVENTS;
    }

    @Override
    public void on(AccountRegistered event) {
        if (messages.request(
                UUID.randomUUID(), event.accountId(), MessageTemplate.WELCOME, Map.of())) {
            wakes.afterCommit();
        }
    }
}
