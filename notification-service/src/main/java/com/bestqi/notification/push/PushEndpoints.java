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
    private static final String TOKEN = "push_endpoint.token";
    private static final int MOST = 20;

    private final PushEndpointRepository endpoints;
    private final List<PushGateway> gateways;
    private final Subjects subjects;
    private final SubjectKeys keys;
    private final Clock clock;

    PushEndpoints(
            PushEndpointRepository endpoints,
            @All List<PushGateway> gateways,
            Subjects subjects,
            SubjectKeys keys,
            Clock clock) {
        this.endpoints = endpoints;
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
     * Signals all phones of a person; those that are gone are forgotten. Part of the caller's
     * transaction, which holds the person's lock.
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public Outcome signal(UUID accountId, Signal signal) {
        Outcome outcome = new Outcome.Done();
        for (var endpoint : endpoints.of(accountId)) {
            var gateway = gateway(endpoint.provider());
            if (!gateway.configured()) {
                continue;
            }
            var token = keys.cipher(accountId).decrypt(TOKEN, endpoint.token());
            switch (gateway.send(String.valueOf(token), signal)) {
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
                        clock.instant()));
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
