package com.bestqi.platform.inbox;

import com.bestqi.platform.event.KafkaSettings;
import io.quarkus.arc.All;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * The one way in which records take effect, whether they come from Kafka or are replayed: read,
 * entered into the inbox, applied by every listener, in the caller's transaction.
 */
@ApplicationScoped
public class EventApplication {
    private final Inbox inbox;
    private final ParkedEvents parked;
    private final Subscriptions subscriptions;

    /** Finds every listener of the service. */
    public EventApplication(
            Inbox inbox,
            ParkedEvents parked,
            KafkaSettings settings,
            @All List<EventListener<?>> listeners) {
        this.inbox = inbox;
        this.parked = parked;
        this.subscriptions = new Subscriptions(listeners, settings.maxEventSize());
    }

    /** The topics that somebody here listens to. */
    public Set<String> topics() {
        return subscriptions.topics();
    }

    /** Applies what can be read, once in effect, and parks what cannot. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void apply(List<ConsumerRecord<String, byte[]>> batch) {
        var deliveries = new ArrayList<Subscriptions.Delivery<?>>(batch.size());
        for (var single : batch) {
            switch (subscriptions.read(single)) {
                case Subscriptions.Known known -> deliveries.addAll(known.deliveries());
                case Subscriptions.Poison poison -> parked.park(single, poison.reason());
            }
        }
        deliver(deliveries);
    }

    /** Applies a record that was parked; returns why when it cannot be read today either. */
    @Transactional(Transactional.TxType.MANDATORY)
    public Optional<String> replay(ConsumerRecord<String, byte[]> single) {
        return switch (subscriptions.read(single)) {
            case Subscriptions.Known known -> {
                deliver(known.deliveries());
                yield Optional.empty();
            }
            case Subscriptions.Poison poison -> Optional.of(poison.reason());
        };
    }

    private void deliver(List<Subscriptions.Delivery<?>> deliveries) {
        var once = deliveries.stream().filter(d -> !d.listener().repeatable());
        var fresh = inbox.enter(once.map(d -> d.envelope().id()).toList());
        var seen = new HashSet<Key>();
        for (var delivery : deliveries) {
            var id = delivery.envelope().id();
            boolean wanted = delivery.listener().repeatable() || fresh.contains(id);
            if (wanted && seen.add(new Key(id, delivery.listener()))) {
                delivery.apply();
            }
        }
    }

    private record Key(UUID eventId, EventListener<?> listener) {}
}
