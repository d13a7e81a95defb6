package com.bestqi.platform.inbox;

import com.bestqi.platform.event.Envelope;
import com.bestqi.platform.event.Event;
import com.bestqi.platform.event.EventJson;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Who listens to what, and how a record becomes an event. */
final class Subscriptions {
    private final List<EventListener<?>> listeners;
    private final int maxEventSize;

    Subscriptions(List<EventListener<?>> listeners, int maxEventSize) {
        this.listeners = List.copyOf(listeners);
        this.maxEventSize = maxEventSize;
    }

    Set<String> topics() {
        return listeners.stream().map(EventListener::topic).collect(Collectors.toSet());
    }

    /** What a record turned out to be. */
    sealed interface Reading {}

    /** An event, with one delivery for each listener; none when nobody here wants its type. */
    record Known(List<Delivery<?>> deliveries) implements Reading {}

    /** Something that is no event of this suite, or one of a newer version of it. */
    record Poison(String reason) implements Reading {}

    /** An event on its way to a listener. */
    record Delivery<E extends Event>(Envelope envelope, EventListener<E> listener, E event) {
        void apply() {
            listener.on(event);
        }
    }

    Reading read(ConsumerRecord<String, byte[]> single) {
        try {
            if (single.value() == null) {
                return new Poison("empty");
            }
            if (single.value().length > maxEventSize) {
                return new Poison("oversized");
            }
            var envelope = Envelope.read(single.headers());
            if (!EventJson.knows(envelope.type())) {
                return new Poison("unknown type");
            }
            var deliveries = new ArrayList<Delivery<?>>();
            for (var listener : listeners) {
                if (listener.topic().equals(single.topic())
                        && listener.type().getSimpleName().equals(envelope.type())) {
                    deliveries.add(delivery(envelope, listener, single));
                }
            }
            return new Known(deliveries);
        } catch (IOException e) {
            return new Poison("malformed: " + e.getClass().getSimpleName());
        } catch (NullPointerException e) {
            return new Poison("not an event: a field is missing");
        } catch (IllegalArgumentException e) {
            return new Poison("not an event: " + e.getMessage());
        }
    }

    private static <E extends Event> Delivery<E> delivery(
            Envelope envelope, EventListener<E> listener, ConsumerRecord<String, byte[]> single)
            throws IOException {
        var event = EventJson.read(single.value(), listener.type());
        if (event == null || !event.key().equals(single.key())) {
            throw new IllegalArgumentException("wrong key");
        }
        return new Delivery<>(envelope, listener, event);
    }
}
