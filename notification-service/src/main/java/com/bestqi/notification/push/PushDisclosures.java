package com.bestqi.notification.push;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.bestqi.platform.crypto.SubjectKeys;
import com.bestqi.platform.event.DataDisclosed;
import com.bestqi.platform.outbox.Outbox;
import io.quarkus.arc.All;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Says to whom pushes disclose something, before they do: one entry for each person, recipient and
 * day (SH-2). Nothing is pushed that was not said before, and nothing to whom the register does not
 * have.
 */
@ApplicationScoped
class PushDisclosures {
    private static final String PURPOSE = "PU-3";

    /** The token by which a phone is known, and that there is a message of a kind at a time. */
    private static final Set<String> KINDS = Set.of("phone", "message");

    private final PushEndpointRepository endpoints;
    private final PushRecipients recipients;
    private final List<PushGateway> gateways;
    private final SubjectKeys keys;
    private final Outbox outbox;
    private final Clock clock;

    PushDisclosures(
            PushEndpointRepository endpoints,
            PushRecipients recipients,
            @All List<PushGateway> gateways,
            SubjectKeys keys,
            Outbox outbox,
            Clock clock) {
        this.endpoints = endpoints;
        this.recipients = recipients;
        this.gateways = List.copyOf(gateways);
        this.keys = keys;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** A phone that may be pushed to now. */
    record Way(PushGateway gateway, String token, String recipient, boolean said) {
        @Override
        public String toString() {
            return "Way[" + recipient + "]";
        }
    }

    /** How a phone is pushed to; empty when its provider is off, or not in the register. */
    Optional<Way> way(PushEndpoint endpoint, Set<String> receiving) {
        var gateway =
                gateways.stream()
                        .filter(one -> one.provider().name().equals(endpoint.provider()))
                        .findFirst()
                        .orElseThrow();
        if (!gateway.configured()) {
            return Optional.empty();
        }
        var token =
                String.valueOf(
                        keys.cipher(endpoint.accountId())
                                .decrypt(PushEndpoints.TOKEN, endpoint.token()));
        var recipient = gateway.recipient(token);
        return receiving.contains(recipient)
                ? Optional.of(
                        new Way(gateway, token, recipient, today().equals(endpoint.disclosedOn())))
                : Optional.empty();
    }

    /** Says what pushes to these people disclose today, unless it was said. */
    @Transactional(Transactional.TxType.MANDATORY)
    void say(Collection<UUID> accountIds) {
        var receiving = recipients.receiving();
        if (accountIds.isEmpty() || receiving.isEmpty()) {
            return;
        }
        keys.prefetch(accountIds);
        var said = new HashSet<UUID>();
        var fresh = new ArrayList<PushEndpoint>();
        var events = new ArrayList<DataDisclosed>();
        // Also those it was said of: a second phone with the same recipient is no second entry.
        for (var endpoint : endpoints.lock(accountIds)) {
            var way = way(endpoint, receiving);
            if (way.isEmpty()) {
                continue;
            }
            var event = disclosed(endpoint.accountId(), way.get().recipient());
            boolean first = said.add(event.disclosureId());
            if (!way.get().said()) {
                fresh.add(endpoint);
                if (first) {
                    events.add(event);
                }
            }
        }
        endpoints.disclosed(fresh, today());
        outbox.addAll(events);
    }

    private DataDisclosed disclosed(UUID accountId, String recipient) {
        var id = accountId + " " + recipient + " " + today();
        return new DataDisclosed(
                accountId,
                UUID.nameUUIDFromBytes(id.getBytes(UTF_8)),
                recipient,
                PURPOSE,
                KINDS,
                now());
    }

    private Instant now() {
        return clock.instant();
    }

    private LocalDate today() {
        return LocalDate.ofInstant(now(), ZoneOffset.UTC);
    }
}
