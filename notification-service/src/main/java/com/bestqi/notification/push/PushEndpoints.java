package com.bestqi.notification.push;

import com.bestqi.notification.preference.NotificationKind;
import com.bestqi.notification.preference.Preferences;
import com.bestqi.platform.crypto.SubjectKeys;
import com.bestqi.platform.inventory.DataCategory;
import com.bestqi.platform.problem.ProblemException;
import com.bestqi.platform.subject.Processing;
import com.bestqi.platform.subject.Subjects;
import io.quarkus.arc.All;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

/** The phones of people that can be pushed to. */
@ApplicationScoped
public class PushEndpoints {
    static final String TOKEN = "push_endpoint.token";
    private static final int MOST = 20;
    private static final Duration SOON = Duration.ofSeconds(1);

    private final PushEndpointRepository endpoints;
    private final PushRecipients recipients;
    private final PushDisclosures disclosures;
    private final List<PushGateway> gateways;
    private final Subjects subjects;
    private final SubjectKeys keys;
    private final Clock clock;

    PushEndpoints(
            PushEndpointRepository endpoints,
            PushRecipients recipients,
            PushDisclosures disclosures,
            @All List<PushGateway> gateways,
            Subjects subjects,
            SubjectKeys keys,
            Clock clock) {
        this.endpoints = endpoints;
        this.recipients = recipients;
        this.disclosures = disclosures;
        this.gateways = List.copyOf(gateways);
        this.subjects = subjects;
        this.keys = keys;
        this.clock = clock;
    }

    /**
     * What is pushed: that there is something of a kind, with words that say nothing more.
     *
     * @param id the same however often it is pushed, so that a phone shows it once
     */
    public record Signal(UUID id, NotificationKind kind, String text) {}

    /** What came of a signal to all phones of a person. */
    public sealed interface Outcome {
        /** Every phone has it that is still there. */
        record Done() implements Outcome {}

        /** None of the providers will take it. */
        record Refused() implements Outcome {}

        /** At least one provider wants to be asked again after a pause. */
        record Later(Duration pause) implements Outcome {}
    }

    /** Whether there is a phone to push to. */
    public boolean anyOf(UUID accountId) {
        return !amongThose(List.of(accountId)).isEmpty();
    }

    /** Those of these people who have a phone to push to, with one query. */
    public Set<UUID> amongThose(Collection<UUID> accountIds) {
        return Set.copyOf(endpoints.peopleAmong(accountIds));
    }

    /**
     * Says to whom signals to these people disclose something, which has to be before they are
     * sent. Part of the caller's transaction, which holds their locks.
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public void disclose(Collection<UUID> accountIds) {
        disclosures.say(accountIds);
    }

    /**
     * Signals all phones of a person; those that are gone are forgotten. Part of the caller's
     * transaction, which holds the person's lock.
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public Outcome signal(UUID accountId, Signal signal) {
        Outcome outcome = new Outcome.Done();
        var receiving = recipients.receiving();
        for (var endpoint : endpoints.of(accountId)) {
            var way = disclosures.way(endpoint, receiving).orElse(null);
            if (way == null) {
                continue;
            }
            if (!way.said()) {
                // It came, or the day began, after that was looked at.
                outcome = new Outcome.Later(SOON);
                continue;
            }
            switch (way.gateway().send(way.token(), signal)) {
                case PushGateway.Taken _ -> {}
                case PushGateway.Unregistered _ -> endpoints.delete(endpoint);
                case PushGateway.Refused _ -> {
                    if (outcome instanceof Outcome.Done) {
                        outcome = new Outcome.Refused();
                    }
                }
                case PushGateway.Later(var pause) -> outcome = new Outcome.Later(pause);
            }
        }
        return outcome;
    }

    /** Remembers where an installation is pushed to; needs the switch. */
    @Transactional
    void put(UUID accountId, UUID installationId, PushProvider provider, String token) {
        if (!provider.accepts(token) || !gateway(provider.name()).accepts(token)) {
            throw ProblemException.invalid("token", "is not one of this provider");
        }
        var subject =
                subjects.exclusive(
                        accountId, Processing.COLLECT, DataCategory.PHONE, DataCategory.MESSAGE);
        subject.require(Preferences.SWITCH);
        var known = endpoints.of(accountId);
        if (known.size() >= MOST
                && known.stream().noneMatch(one -> one.installationId().equals(installationId))) {
            throw new ProblemException(
                    PushProblem.TOO_MANY_PUSH_ENDPOINTS,
                    "At most " + MOST + " phones of an account are pushed to.");
        }
        endpoints.put(
                new PushEndpoint(
                        accountId,
                        installationId,
                        provider.name(),
                        Objects.requireNonNull(keys.cipher(accountId).encrypt(TOKEN, token)),
                        clock.instant(),
                        null));
    }

    /** Forgets an installation. Throws 404 when it is not known. */
    @Transactional
    void delete(UUID accountId, UUID installationId) {
        subjects.share(accountId, Processing.WITHDRAWAL, DataCategory.PHONE);
        if (!endpoints.delete(accountId, installationId)) {
            throw ProblemException.notFound();
        }
    }

    /** Forgets every phone of a person; the switch is off. */
    @Transactional(Transactional.TxType.MANDATORY)
    int deleteAll(UUID accountId) {
        return endpoints.deleteAll(accountId);
    }

    private PushGateway gateway(String provider) {
        return gateways.stream()
                .filter(one -> one.provider().name().equals(provider))
                .findFirst()
                .orElseThrow();
    }
}
