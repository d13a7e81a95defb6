package com.bestqi.notification.push;

import static com.bestqi.notification.Persons.patiently;
import static org.assertj.core.api.Assertions.assertThat;

import com.bestqi.platform.database.Database;
import com.bestqi.platform.event.RecipientsChanged;
import com.bestqi.platform.test.Bus;
import java.time.Instant;

/** The register of recipients, as consent-service tells of it. */
record Register(Database database) {
    /** Every provider is in it. */
    void complete() {
        for (var recipient :
                new String[] {PushRecipients.GOOGLE, PushRecipients.APPLE, PushRecipients.OTHER}) {
            say(recipient, RecipientsChanged.Change.CHANGED, Instant.now());
            awaitReceives(recipient, true);
        }
    }

    void remove(String recipient) {
        say(recipient, RecipientsChanged.Change.REMOVED, Instant.now());
        awaitReceives(recipient, false);
    }

    static void say(String recipient, RecipientsChanged.Change change, Instant at) {
        Bus.publish(new RecipientsChanged(recipient, change, "SERVICE_PROVIDER", "US", at));
    }

    boolean receives(String recipient) {
        return database.first(
                        "SELECT receives FROM push_recipient WHERE recipient = ?",
                        row -> row.getBoolean("receives"),
                        recipient)
                .orElse(false);
    }

    private void awaitReceives(String recipient, boolean expected) {
        patiently().untilAsserted(() -> assertThat(receives(recipient)).isEqualTo(expected));
    }
}
