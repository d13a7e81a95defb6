package com.bestqi.consent.recipient;

import com.bestqi.platform.event.RecipientsChanged;
import com.bestqi.platform.event.RecipientsChanged.Change;
import com.bestqi.platform.outbox.Outbox;
import com.bestqi.platform.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** Who receives what. A change and the event that says so are one transaction. */
@ApplicationScoped
public class RecipientRegister {
    private final RecipientRepository recipients;
    private final RecipientRules rules;
    private final Outbox outbox;
    private final Clock clock;

    RecipientRegister(
            RecipientRepository recipients, RecipientRules rules, Outbox outbox, Clock clock) {
        this.recipients = recipients;
        this.rules = rules;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** Those who receive something today. */
    List<Recipient> all() {
        return recipients.active();
    }

    /** Whether what they receive leaves the region. */
    boolean abroad(Recipient recipient) {
        return rules.abroad(recipient);
    }

    /** One of them, also when removed since. */
    public Optional<Recipient> find(String id) {
        return recipients.find(id);
    }

    /** Those who receive something only while a switch is on. */
    public List<Recipient> under(String consentKey) {
        return recipients.activeUnder(consentKey);
    }

    /**
     * Makes the register say this of a recipient. Saying the same again changes nothing and says
     * nothing; of two at once that say different things the later one stands.
     */
    @Transactional
    Recipient put(Recipient wanted) {
        rules.check(wanted);
        var before = recipients.lock(wanted.id());
        if (before.isEmpty() && recipients.add(wanted)) {
            announce(wanted, Change.ADDED);
            return wanted;
        }
        var present = before.or(() -> recipients.lock(wanted.id())).orElseThrow();
        if (present.removedAt() != null) {
            recipients.replace(wanted);
            announce(wanted, Change.ADDED);
            return wanted;
        }
        if (present.saysTheSameAs(wanted)) {
            return present;
        }
        var changed = wanted.at(present.since());
        recipients.replace(changed);
        announce(changed, Change.CHANGED);
        return changed;
    }

    /** Ends a recipient: from now on a disclosure to them is refused. */
    @Transactional
    void remove(String id) {
        var present =
                recipients
                        .lock(id)
                        .filter(known -> known.removedAt() == null)
                        .orElseThrow(ProblemException::notFound);
        recipients.remove(id, clock.instant());
        announce(present, Change.REMOVED);
    }

    private void announce(Recipient recipient, Change change) {
        outbox.add(
                new RecipientsChanged(
                        recipient.id(),
                        change,
                        recipient.kind().name(),
                        recipient.country(),
                        clock.instant()));
    }
}
