package com.bestqi.dsr.erasure;

import com.bestqi.dsr.contact.Contact;
import com.bestqi.dsr.contact.ContactLookup;
import com.bestqi.dsr.contact.Contacts;
import com.bestqi.dsr.directive.Directives;
import com.bestqi.dsr.directive.HoldsInForce;
import com.bestqi.dsr.participant.Participants;
import com.bestqi.platform.outbox.Outbox;
import com.bestqi.platform.time.DatabaseClock;
import com.bestqi.platform.time.TwoClocks;
import com.bestqi.platform.worker.BackOff;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Orders the erasure. The address is fetched first, for afterwards it is gone; address, directive
 * and state commit together. No transaction is open while another service is asked.
 */
@ApplicationScoped
class BeginErasure {
    private static final Logger LOG = Logger.getLogger(BeginErasure.class);
    private static final BackOff ASK_AGAIN =
            new BackOff(Duration.ofMillis(250), Duration.ofSeconds(5));

    /** How soon to look again when one clock says that the time has come and another does not. */
    private static final Duration CLOCKS_DIFFER = Duration.ofMillis(250);

    private final ErasureCaseRepository cases;
    private final Participants participants;
    private final ContactLookup lookup;
    private final Contacts contacts;
    private final Directives directives;
    private final HoldsInForce holds;
    private final Outbox outbox;
    private final ErasureConfig config;
    private final DatabaseClock clock;
    private final TwoClocks clocks;

    BeginErasure(
            ErasureCaseRepository cases,
            Participants participants,
            ContactLookup lookup,
            Contacts contacts,
            Directives directives,
            HoldsInForce holds,
            Outbox outbox,
            ErasureConfig config,
            DatabaseClock clock,
            TwoClocks clocks) {
        this.cases = cases;
        this.participants = participants;
        this.lookup = lookup;
        this.contacts = contacts;
        this.directives = directives;
        this.holds = holds;
        this.outbox = outbox;
        this.config = config;
        this.clock = clock;
        this.clocks = clocks;
    }

    void step(ErasureCase claimed) {
        if (coolingOff(claimed)) {
            var next = clock.instant().plus(CLOCKS_DIFFER);
            var at = next.isAfter(claimed.eraseAt()) ? next : claimed.eraseAt();
            inTransaction(() -> cases.coolOff(claimed.requestId(), at));
            return;
        }
        switch (lookup.ask(claimed.accountId())) {
            case ContactLookup.Found found -> order(claimed, found.contact());
            case ContactLookup.Gone _ -> order(claimed, null);
            case ContactLookup.Away _ -> waitOrGoOn(claimed);
        }
    }

    /** Over only when every clock says so: a person's time is not cut short. */
    private boolean coolingOff(ErasureCase claimed) {
        return claimed.eraseAt().isAfter(claimed.receivedAt())
                && clocks.earlier().isBefore(claimed.eraseAt());
    }

    private void waitOrGoOn(ErasureCase claimed) {
        var now = clock.instant();
        var until = claimed.contactUntil();
        if (until != null && !now.isBefore(until)) {
            LOG.warnf("erasure goes on without an address: request %s", claimed.requestId());
            order(claimed, null);
            return;
        }
        var pause = ASK_AGAIN.after(claimed.tries());
        inTransaction(() ->
                cases.askAgain(
                        claimed.requestId(),
                        now.plus(pause),
                        now.plus(config.contactGiveUpAfter())));
    }

    private void order(ErasureCase claimed, @Nullable Contact contact) {
        inTransaction(() -> {
            var locked = cases.lock(claimed.requestId());
            if (locked.isPresent() && locked.get().state().beforeDirective()) {
                orderLocked(locked.get(), contact);
            }
        });
    }

    private void orderLocked(ErasureCase locked, @Nullable Contact contact) {
        var requestId = locked.requestId();
        var accountId = locked.accountId();
        var now = clock.instant();
        if (contact != null) {
            contacts.keep(requestId, accountId, contact);
        }
        long epoch = directives.last(accountId);
        cases.run(requestId, epoch, participants.others(), now, now.plus(config.resendAfter()));
        var ordered = cases.find(requestId).orElseThrow();
        outbox.add(ordered.directive(holds.holds(accountId)));
        LOG.infof("erasure ordered: request %s, epoch %d", requestId, epoch);
    }

    private static void inTransaction(Runnable work) {
        QuarkusTransaction.requiringNew().run(work);
    }
}
