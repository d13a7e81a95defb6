package com.bestqi.consent.permission;

import com.bestqi.consent.catalogue.PermissionSwitch;
import com.bestqi.consent.catalogue.SwitchCatalogue;
import com.bestqi.consent.permission.LedgerEntry.Wish;
import com.bestqi.consent.publication.LanguageTag;
import com.bestqi.consent.recipient.RecipientRegister;
import com.bestqi.platform.event.ConsentState;
import com.bestqi.platform.event.PrivacySignalGiven;
import com.bestqi.platform.inventory.DataCategory;
import com.bestqi.platform.outbox.Outbox;
import com.bestqi.platform.problem.ProblemException;
import com.bestqi.platform.subject.Processing;
import com.bestqi.platform.subject.Subject;
import com.bestqi.platform.subject.Subjects;
import com.bestqi.platform.time.TwoClocks;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Grants and withdrawals. */
@ApplicationScoped
class PermissionService {
    private final SwitchCatalogue catalogue;
    private final RecipientRegister recipients;
    private final Subjects subjects;
    private final ConsentLedger ledger;
    private final Outbox outbox;
    private final TwoClocks clocks;

    PermissionService(
            SwitchCatalogue catalogue,
            RecipientRegister recipients,
            Subjects subjects,
            ConsentLedger ledger,
            Outbox outbox,
            TwoClocks clocks) {
        this.catalogue = catalogue;
        this.recipients = recipients;
        this.subjects = subjects;
        this.ledger = ledger;
        this.outbox = outbox;
        this.clocks = clocks;
    }

    /**
     * How a switch stands.
     *
     * @param entry what made it so; none when it was never touched
     * @param revision of the person's whole state
     */
    record Standing(String key, Optional<LedgerEntry> entry, long revision) {
        boolean granted() {
            return entry.map(LedgerEntry::granted).orElse(false);
        }
    }

    /**
     * Makes a wish true. Ledger, state and event are one transaction under the person's exclusive
     * lock, so all three agree on what came last.
     *
     * @param language in which the switch was shown, if the app said so
     */
    @Transactional
    Standing set(UUID accountId, Wish wish, @Nullable LanguageTag language) {
        var known = catalogue.find(wish.key()).orElseThrow(ProblemException::notFound);
        if (wish.granted() && !known.shownBy(wish.notice())) {
            throw new ProblemException(
                    PermissionProblem.NOTICE_REQUIRED,
                    "Show the switch's current notice, if it has one, and name it in notice.");
        }
        var processing = wish.granted() ? Processing.GRANT : Processing.WITHDRAWAL;
        var subject = subjects.exclusive(accountId, processing, DataCategory.CONSENT);
        var last = ledger.latest(accountId, wish.key());
        var next =
                LedgerEntry.next(subject, last, wish, clocks.later())
                        .map(entry -> entry.about(terms(known, language)));
        if (next.isEmpty()) {
            return new Standing(wish.key(), last, subject.consentRevision());
        }
        var entry = next.get();
        ledger.append(entry);
        publish(subject, entry);
        return new Standing(wish.key(), next, entry.revision());
    }

    private Terms terms(PermissionSwitch known, @Nullable LanguageTag language) {
        var shown = language == null ? Terms.UNKNOWN_LANGUAGE : language.among(known.languages());
        return Terms.of(known, shown, recipients.under(known.key()));
    }

    private void publish(Subject subject, LedgerEntry entry) {
        var granted = new HashMap<String, Instant>(subject.granted());
        if (entry.granted()) {
            granted.put(entry.key(), entry.since());
        } else {
            granted.remove(entry.key());
        }
        var state =
                new ConsentState(entry.accountId(), entry.revision(), granted, entry.createdAt());
        if (!subjects.follow(state)) {
            throw new IllegalStateException("a newer consent state under the exclusive lock");
        }
        outbox.add(state);
    }

    /** Heeds {@code Sec-GPC}: analytics goes off, if it is on. */
    @Transactional
    void heedPrivacySignal(UUID accountId) {
        // What this service knows of switches is no copy: it needs nobody's mark to be current.
        if (subjects.live(accountId).granted().containsKey(SwitchCatalogue.ANALYTICS)) {
            set(accountId, Wish.withdrawal(SwitchCatalogue.ANALYTICS, Wish.BY_SIGNAL), null);
        }
    }

    /** Heeds {@code Sec-GPC} on a call to another service, unless analytics was granted since. */
    @Transactional
    void heedPrivacySignal(PrivacySignalGiven signal) {
        if (subjects.state(signal.accountId()) == Subjects.State.LIVE) {
            var since = subjects.live(signal.accountId()).granted().get(SwitchCatalogue.ANALYTICS);
            if (since != null && !since.isAfter(signal.at())) {
                heedPrivacySignal(signal.accountId());
            }
        }
    }

    /** How every switch of the catalogue stands, in its order, from one look at the ledger. */
    List<Standing> all(UUID accountId) {
        var keys = catalogue.all().stream().map(PermissionSwitch::key).toList();
        var entries = new HashMap<String, LedgerEntry>();
        long revision = 0;
        for (var entry : ledger.latest(accountId, keys)) {
            entries.put(entry.key(), entry);
            revision = Math.max(revision, entry.revision());
        }
        long newest = revision;
        return keys.stream()
                .map(key -> new Standing(key, Optional.ofNullable(entries.get(key)), newest))
                .toList();
    }
}
