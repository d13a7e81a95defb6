package com.bestqi.dsr.rights;

import com.bestqi.platform.event.MessageRequested;
import com.bestqi.platform.outbox.Outbox;
import com.bestqi.platform.time.DatabaseClock;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** Tells persons how their requests end, by mail and in the inbox; never what they are about. */
@ApplicationScoped
class RequestMessages {
    private final Outbox outbox;
    private final DatabaseClock clock;

    RequestMessages(Outbox outbox, DatabaseClock clock) {
        this.outbox = outbox;
        this.clock = clock;
    }

    void moved(RightsRequest request, RequestState to) {
        boolean copy =
                request.type() == RequestType.ACCESS || request.type() == RequestType.PORTABILITY;
        switch (to) {
            case COMPLETED, PARTIAL, FAILED -> {
                if (copy) {
                    send(request, "request-copy-ready", Map.of());
                } else if (request.type() != RequestType.RESTRICTION) {
                    send(request, "request-answered", Map.of());
                }
            }
            case REJECTED -> send(request, "request-answered", Map.of());
            case RECEIVED, VERIFYING, COOLING_OFF, RUNNING, CANCELLED -> {}
        }
    }

    void extended(RightsRequest request, Instant until) {
        send(request, "request-extended", Map.of("until", until.toString()));
    }

    private void send(RightsRequest request, String template, Map<String, String> more) {
        var parameters = new HashMap<>(more);
        parameters.put("requestId", request.requestId().toString());
        outbox.add(
                new MessageRequested(
                        request.accountId(),
                        UUID.randomUUID(),
                        template,
                        parameters,
                        clock.instant()));
    }
}
