package com.bestqi.consent.disclosure;

import com.bestqi.consent.permission.ConsentLedger;
import com.bestqi.consent.recipient.Recipient;
import com.bestqi.consent.recipient.RecipientRegister;
import com.bestqi.platform.event.DataDisclosed;
import com.bestqi.platform.inventory.DataCategory;
import com.bestqi.platform.subject.Processing;
import com.bestqi.platform.subject.Subjects;
import com.bestqi.platform.web.PageRequest;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Keeps what was disclosed. */
@ApplicationScoped
class DisclosureService {
    private static final Logger LOG = Logger.getLogger(DisclosureService.class);

    /** What an honest clock may be ahead of ours. */
    private static final Duration AHEAD = Duration.ofMinutes(5);

    /**
     * Somebody to whom the person had their own data handed (RI-5). Who it is only the person knows
     * and their request says; they are nobody's business in the register.
     */
    private static final String NAMED_BY_PERSON = "named-by-person";

    private static final String NAME_OF_NAMED = "The recipient you named in your request";

    private final RecipientRegister register;
    private final ConsentLedger ledger;
    private final DisclosureRepository disclosures;
    private final Subjects subjects;
    private final Clock clock;
    private final Counter withoutConsent;

    DisclosureService(
            RecipientRegister register,
            ConsentLedger ledger,
            DisclosureRepository disclosures,
            Subjects subjects,
            Clock clock,
            MeterRegistry metrics) {
        this.register = register;
        this.ledger = ledger;
        this.disclosures = disclosures;
        this.subjects = subjects;
        this.clock = clock;
        this.withoutConsent =
                Counter.builder("disclosure.without.consent")
                        .description("Disclosures to a recipient whose switch was off by then")
                        .register(metrics);
    }

    /**
     * Keeps a disclosure, once however often it is told, and nothing about an erased person. Throws
     * when the register does not cover it.
     */
    @Transactional(Transactional.TxType.MANDATORY)
    void keep(DataDisclosed event) {
        requirePossible(event);
        boolean named = event.recipient().equals(NAMED_BY_PERSON);
        var recipient = named ? null : covering(event);
        var accountId = event.accountId();
        subjects.create(accountId);
        // What was done stays said, also under a restriction.
        var live =
                subjects.shareAll(
                        List.of(accountId), Processing.LEGAL_CLAIMS, DataCategory.DISCLOSURE);
        if (!live.containsKey(accountId)) {
            return;
        }
        if (recipient == null) {
            disclosures.add(byPerson(event));
            return;
        }
        var consented = consented(recipient, event);
        boolean added = disclosures.add(disclosure(event, recipient, consented));
        if (added && Boolean.FALSE.equals(consented)) {
            withoutConsent.increment();
            LOG.warnf("disclosed without consent recipient=%s", recipient.id());
        }
    }

    private void requirePossible(DataDisclosed event) {
        if (event.at().isBefore(Instant.EPOCH) || event.at().isAfter(clock.instant().plus(AHEAD))) {
            throw new UncoveredDisclosureException("the time cannot be");
        }
    }

    private static Disclosure byPerson(DataDisclosed event) {
        return new Disclosure(
                event.accountId(),
                event.at(),
                event.disclosureId(),
                NAMED_BY_PERSON,
                NAME_OF_NAMED,
                event.purpose(),
                event.categories().stream().sorted().toList(),
                "",
                null,
                true);
    }

    private Recipient covering(DataDisclosed event) {
        var recipient =
                register.find(event.recipient())
                        .filter(known -> known.receivesAt(event.at()))
                        .orElseThrow(() ->
                                new UncoveredDisclosureException(
                                        "no such recipient in the register"));
        if (!recipient.purposes().contains(event.purpose())
                || !recipient.categories().containsAll(event.categories())) {
            throw new UncoveredDisclosureException(
                    "purpose or kind of data not registered for " + recipient.id());
        }
        return recipient;
    }

    private @Nullable Boolean consented(Recipient recipient, DataDisclosed event) {
        var key = recipient.consentKey();
        return key == null ? null : ledger.standing(event.accountId(), key, event.at()).granted();
    }

    private static Disclosure disclosure(
            DataDisclosed event, Recipient recipient, @Nullable Boolean consented) {
        var safeguard = recipient.safeguard();
        return new Disclosure(
                event.accountId(),
                event.at(),
                event.disclosureId(),
                recipient.id(),
                recipient.name(),
                event.purpose(),
                event.categories().stream().sorted().toList(),
                recipient.country(),
                safeguard == null ? null : safeguard.name(),
                consented);
    }

    /** One more than asked for, so that the caller sees whether there is another page. */
    List<Disclosure> list(UUID accountId, PageRequest asked) {
        int limit = asked.limit() + 1;
        return asked.from()
                .map(Position::parse)
                .map(last -> disclosures.before(accountId, last.at(), last.disclosureId(), limit))
                .orElseGet(() -> disclosures.newest(accountId, limit));
    }

    /** Where a page ends. */
    record Position(Instant at, UUID disclosureId) {
        static Position parse(String text) {
            try {
                int comma = text.indexOf(',');
                return new Position(
                        Instant.parse(text.substring(0, Math.max(0, comma))),
                        UUID.fromString(text.substring(comma + 1)));
            } catch (RuntimeException e) {
                throw PageRequest.badCursor();
            }
        }

        static String of(Disclosure disclosure) {
            return disclosure.at() + "," + disclosure.disclosureId();
        }
    }
}
