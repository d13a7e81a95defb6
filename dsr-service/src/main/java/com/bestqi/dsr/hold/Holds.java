package com.bestqi.dsr.hold;

import com.bestqi.dsr.directive.DirectiveSender;
import com.bestqi.dsr.directive.Directives;
import com.bestqi.dsr.erasure.ErasureConfig;
import com.bestqi.dsr.erasure.HeldErasures;
import com.bestqi.dsr.erasure.PartErasures;
import com.bestqi.dsr.participant.Participants;
import com.bestqi.platform.event.SubjectDirective.Kind;
import com.bestqi.platform.inventory.DataCategory;
import com.bestqi.platform.problem.CommonProblem;
import com.bestqi.platform.problem.ProblemException;
import com.bestqi.platform.problem.Violation;
import com.bestqi.platform.subject.Subjects;
import com.bestqi.platform.time.DatabaseClock;
import com.bestqi.platform.time.TwoClocks;
import com.bestqi.platform.worker.BackOff;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Places and releases holds, each time with the directive that says what is in force. */
@ApplicationScoped
public class Holds {
    private static final Logger LOG = Logger.getLogger(Holds.class);
    private static final int AT_ONCE = 20;
    private static final Duration CLOCKS_DIFFER = Duration.ofSeconds(1);
    private static final Set<String> CATEGORIES =
            Arrays.stream(DataCategory.values())
                    .map(DataCategory::key)
                    .collect(Collectors.toUnmodifiableSet());

    private final LegalHoldRepository holds;
    private final HeldErasures erasures;
    private final PartErasures parts;
    private final Directives directives;
    private final DirectiveSender sender;
    private final Participants participants;
    private final Subjects subjects;
    private final ErasureConfig reminders;
    private final DatabaseClock clock;
    private final TwoClocks clocks;

    Holds(
            LegalHoldRepository holds,
            HeldErasures erasures,
            PartErasures parts,
            Directives directives,
            DirectiveSender sender,
            Participants participants,
            Subjects subjects,
            ErasureConfig reminders,
            DatabaseClock clock,
            TwoClocks clocks) {
        this.holds = holds;
        this.erasures = erasures;
        this.parts = parts;
        this.directives = directives;
        this.sender = sender;
        this.participants = participants;
        this.subjects = subjects;
        this.reminders = reminders;
        this.clock = clock;
        this.clocks = clocks;
    }

    /** One hold; 404 when there is none. */
    public HoldView get(UUID holdId) {
        return HoldView.of(holds.find(holdId).orElseThrow(ProblemException::notFound));
    }

    /** All about a person, newest first. */
    public List<HoldView> list(UUID accountId) {
        return holds.list(accountId).stream().map(HoldView::of).toList();
    }

    /**
     * Places a hold; throws 404 for a person never heard of, 409 when the erasure is ordered
     * already or too many are in force, 400 and 422 for what the hold says.
     */
    @Transactional
    public UUID place(UUID staffId, UUID accountId, HoldOpening opening) {
        check(opening);
        if (subjects.state(accountId) == Subjects.State.UNKNOWN) {
            throw ProblemException.notFound();
        }
        long epoch =
                directives
                        .next(accountId)
                        .orElseThrow(() -> conflict("The erasure is ordered already."));
        if (holds.holds(accountId).size() >= AT_ONCE) {
            throw conflict("Release one of this person's holds before adding another.");
        }
        var now = clock.instant();
        var holdId = UUID.randomUUID();
        var made =
                new LegalHold(
                        accountId,
                        opening.hold(holdId),
                        opening.reference(),
                        staffId,
                        now,
                        null,
                        null,
                        epoch,
                        participants.all(),
                        0);
        holds.insert(made, next(made, now));
        sender.send(accountId, holdId, Kind.HOLD, epoch, now);
        LOG.infof("hold placed: %s, epoch %d", holdId, epoch);
        return holdId;
    }

    private void check(HoldOpening opening) {
        var violations = new ArrayList<Violation>();
        requireKnown("services", opening.services(), participants.all(), violations);
        requireKnown("categories", opening.categories(), CATEGORIES, violations);
        requireKnown("stores", opening.stores(), participants.stores(), violations);
        if (!violations.isEmpty()) {
            throw ProblemException.invalid(violations);
        }
        var until = opening.until();
        if (until != null && !until.isAfter(clocks.later())) {
            throw new ProblemException(CommonProblem.UNPROCESSABLE, "Its end is in the past.");
        }
    }

    private static void requireKnown(
            String field,
            @Nullable List<String> names,
            Collection<String> known,
            List<Violation> violations) {
        if (names != null && !known.containsAll(names)) {
            violations.add(new Violation(field, "names something that does not exist"));
        }
    }

    private static ProblemException conflict(String detail) {
        return new ProblemException(CommonProblem.CONFLICT, detail);
    }

    /** Releases all holds on a person; 409 when there is none. */
    @Transactional
    public void releaseAll(UUID staffId, UUID accountId) {
        var inForce = holds.holds(accountId);
        if (inForce.isEmpty()) {
            throw conflict("Nothing about this person is under hold.");
        }
        inForce.forEach(hold -> release(staffId, hold.holdId()));
    }

    /**
     * Ends a hold; throws 404 and 409. What an erasure could not destroy because of it is ordered
     * again with this transaction.
     *
     * @param staffId null when its time is over
     */
    @Transactional
    public void release(@Nullable UUID staffId, UUID holdId) {
        var found = holds.find(holdId).orElseThrow(ProblemException::notFound);
        var accountId = found.accountId();
        // First the case, then the numbers, as whoever orders an erasure does.
        erasures.lock(accountId);
        var now = clock.instant();
        boolean live = directives.newest(accountId).isPresent();
        long epoch = live ? directives.next(accountId).orElseThrow() : directives.last(accountId);
        var awaited = live ? participants.all() : List.<String>of();
        var resendAt = live ? now.plus(reminders.resendAfter()) : null;
        if (!holds.release(holdId, staffId, epoch, awaited, resendAt)) {
            throw conflict("It is released already.");
        }
        if (live) {
            sender.send(accountId, holdId, Kind.RELEASE, epoch, now);
            parts.released(accountId, holdId);
        } else {
            erasures.orderAgain(accountId, epoch);
        }
        LOG.infof("hold released: %s, epoch %d", holdId, epoch);
    }

    /** Ends a hold whose time is over by every clock, or reminds those who are silent. */
    @Transactional
    void step(LegalHold due) {
        var until = due.hold().until();
        if (due.releasedAt() == null && until != null && !clocks.earlier().isBefore(until)) {
            release(null, due.id());
            return;
        }
        var now = clock.instant();
        var newest = directives.newest(due.accountId());
        boolean remind =
                !due.awaited().isEmpty()
                        && newest.isPresent()
                        && (until == null || until.isAfter(now) || due.releasedAt() != null);
        if (remind) {
            LOG.warnf("hold sent again: %s, silent: %s", due.id(), due.awaited());
            var kind = due.releasedAt() == null ? Kind.HOLD : Kind.RELEASE;
            sender.send(due.accountId(), due.id(), kind, newest.orElseThrow(), now);
        }
        holds.wakeAt(due.id(), newest.isPresent() ? next(due, now) : end(due, now), remind);
    }

    private @Nullable Instant next(LegalHold hold, Instant now) {
        var end = end(hold, now);
        if (hold.awaited().isEmpty()) {
            return end;
        }
        var remindAt =
                now.plus(
                        new BackOff(reminders.resendAfter(), reminders.resendAtMost())
                                .after(hold.resent()));
        return end == null || end.isAfter(remindAt) ? remindAt : end;
    }

    /** Its end, or some time later where one clock says that it has come and another does not. */
    private static @Nullable Instant end(LegalHold hold, Instant now) {
        var until = hold.releasedAt() == null ? hold.hold().until() : null;
        return until == null || until.isAfter(now) ? until : now.plus(CLOCKS_DIFFER);
    }
}
