package com.bestqi.notification.message;

import com.bestqi.notification.contact.Contact;

/** A message and how its person is reached. */
record Addressed(PendingMessage message, Contact contact) {
    @Override
    public String toString() {
        return "Addressed[" + message.messageId() + "]";
    }
}
