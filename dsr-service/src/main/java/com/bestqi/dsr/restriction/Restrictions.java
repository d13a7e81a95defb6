package com.bestqi.dsr.restriction;

import com.bestqi.platform.event.SubjectDirective.Restriction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What other features may know of restrictions, and order. */
@ApplicationScoped
public class Restrictions {
    private final RestrictionRepository requests;
    private final RestrictionOrders orders;

    Restrictions(RestrictionRepository requests, RestrictionOrders orders) {
        this.requests = requests;
        this.orders = orders;
    }

    /** How a restriction stands. */
    public record Standing(boolean active, @Nullable Instant until, @Nullable Instant liftedAt) {}

    /** How these of a person's requests stand, as far as they are restrictions. */
    public Map<UUID, Standing> standings(UUID accountId, Collection<UUID> requestIds) {
        var standings = new HashMap<UUID, Standing>();
        if (!requestIds.isEmpty()) {
            requests.all(accountId, requestIds)
                    .forEach(found ->
                            standings.put(
                                    found.requestId(),
                                    new Standing(
                                            found.active(),
                                            found.restriction().until(),
                                            found.liftedAt())));
        }
        return standings;
    }

    /** Orders a restriction without end that another right demands; part of the transaction. */
    public void restrict(
            UUID accountId,
            UUID requestId,
            Set<String> categories,
            Set<String> services,
            Instant receivedAt,
            Instant dueAt) {
        orders.restrict(
                accountId,
                new Restriction(requestId, categories, services, null),
                receivedAt,
                dueAt);
    }

    /** Ends it again. */
    public void lift(UUID accountId, UUID requestId) {
        orders.lift(accountId, requestId, RestrictionState.CANCELLED);
    }
}
