package com.bestqi.device.geofence;

import com.bestqi.device.geofence.Geofence.Circle;
import com.bestqi.device.sample.Refusal.Reason;
import com.bestqi.device.sample.SampleTime;
import com.bestqi.platform.inventory.DataCategory;
import com.bestqi.platform.problem.ProblemException;
import com.bestqi.platform.subject.Processing;
import com.bestqi.platform.subject.Subject;
import com.bestqi.platform.subject.Subjects;
import com.bestqi.platform.web.PageRequest;
import io.quarkus.arc.All;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

@ApplicationScoped
class GeofenceService {
    private static final int MOST = 100;

    private final GeofenceRepository geofences;
    private final GeofenceEventRepository events;
    private final MapsProvider provider;
    private final List<CrossingListener> listeners;
    private final Subjects subjects;
    private final Clock clock;

    GeofenceService(
            GeofenceRepository geofences,
            GeofenceEventRepository events,
            MapsProvider provider,
            @All List<CrossingListener> listeners,
            Subjects subjects,
            Clock clock) {
        this.geofences = geofences;
        this.events = events;
        this.provider = provider;
        this.listeners = listeners;
        this.subjects = subjects;
        this.clock = clock;
    }

    /** Marks a place, which the maps provider receives. */
    @Transactional
    Geofence create(UUID accountId, String name, Circle circle) {
        var owner = exclusive(accountId);
        if (geofences.count(accountId) >= MOST) {
            throw new ProblemException(
                    GeofenceProblem.TOO_MANY_GEOFENCES, "Delete one of the " + MOST + " first.");
        }
        var now = clock.instant();
        var geofence = new Geofence(UUID.randomUUID(), name, circle, now, now);
        geofences.insert(owner, geofence);
        provider.share(accountId);
        return geofence;
    }

    /** Changes name and place; only another place is received again. */
    @Transactional
    Geofence change(UUID accountId, UUID geofenceId, String name, Circle circle) {
        var owner = exclusive(accountId);
        var before = get(accountId, geofenceId);
        boolean moved = !circle.equals(before.circle());
        var now = clock.instant();
        var after =
                new Geofence(
                        geofenceId,
                        name,
                        circle,
                        before.createdAt(),
                        moved ? now : before.placedAt());
        geofences.update(owner, after);
        if (moved) {
            provider.share(accountId);
        }
        return after;
    }

    private Subject exclusive(UUID accountId) {
        var owner = subjects.exclusive(accountId, Processing.COLLECT, DataCategory.LOCATION);
        owner.require(Geofences.SWITCH);
        return owner;
    }

    @Transactional
    void delete(UUID accountId, UUID geofenceId) {
        subjects.exclusive(accountId, Processing.ERASURE, DataCategory.LOCATION);
        if (!geofences.delete(accountId, geofenceId)) {
            throw ProblemException.notFound();
        }
        events.delete(accountId, geofenceId);
        listeners.forEach(listener -> listener.forgotten(accountId, List.of(geofenceId)));
    }

    /** What a crossing came to. */
    sealed interface Outcome {}

    /**
     * It is kept.
     *
     * @param known whether it had been told before
     */
    record Kept(boolean known) implements Outcome {}

    /** It is not. */
    record Refused(Reason reason) implements Outcome {}

    /** Takes in that a phone came or left; known once however often it is told. */
    @Transactional
    Outcome cross(UUID accountId, UUID geofenceId, GeofenceEvent event) {
        var owner = subjects.share(accountId, Processing.COLLECT, DataCategory.LOCATION);
        owner.require(Geofences.SWITCH);
        get(accountId, geofenceId);
        var refusal = refusal(owner, event.at());
        if (refusal.isPresent()) {
            return new Refused(refusal.get());
        }
        boolean added = events.insert(owner, geofenceId, event);
        if (added) {
            provider.share(accountId);
            boolean entered = event.kind() == GeofenceEvent.Kind.ENTER;
            for (var listener : listeners) {
                listener.crossed(owner, geofenceId, entered, event.at());
            }
        }
        return new Kept(!added);
    }

    Geofence get(UUID accountId, UUID geofenceId) {
        return geofences.find(accountId, geofenceId).orElseThrow(ProblemException::notFound);
    }

    List<Geofence> list(UUID accountId, PageRequest page) {
        return geofences.list(accountId, page);
    }

    /** When phones came and left, newest first. */
    List<GeofenceEvent> events(UUID accountId, UUID geofenceId, PageRequest page) {
        get(accountId, geofenceId);
        return events.list(accountId, geofenceId, page);
    }

    private Optional<Reason> refusal(Subject owner, Instant at) {
        var wrongTime = SampleTime.refusal(at, clock.instant());
        return wrongTime.isPresent() || owner.permits(Geofences.SWITCH, at)
                ? wrongTime
                : Optional.of(Reason.NO_CONSENT);
    }
}
