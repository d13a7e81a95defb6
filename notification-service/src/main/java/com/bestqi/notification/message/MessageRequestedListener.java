package com.bestqi.notification.message;

import com.bestqi.platform.event.MessageRequested;
import com.bestqi.platform.event.Topics;
import com.bestqi.platform.inbox.EventListener;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Takes what other services want said; a template nobody knows, or one without what its words need,
 * is parked by the consumer.
 */
@ApplicationScoped
class MessageRequestedListener implements EventListener<MessageRequested> {
    private final MessageService messages;
    private final MessageWakes wakes;

    MessageRequestedListener(MessageService messages, MessageWakes wakes) {
        this.messages = messages;
        this.wakes = wakes;
    }

    @Override
    public Class<MessageRequested> type() {
        return MessageRequested.class;
    }

    @Override
    public String topic() {
        return Topics.MESSAGE_REQUESTS;
    }

    @Override
    public void on(MessageRequested event) {
        var template =
                MessageTemplate.find(event.template())
                        .orElseThrow(() -> new IllegalArgumentException("unknown template"));
        if (messages.request(
                event.messageId(),
                event.accountId(),
                template,
                template.take(event.parameters()))) {
            wakes.afterCommit();
        }
    }
}
