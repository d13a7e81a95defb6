package com.bestqi.dsr.restriction;

import com.bestqi.dsr.directive.DirectiveSender;
import com.bestqi.dsr.directive.Directives;
import com.bestqi.dsr.erasure.ErasureConfig;
import com.bestqi.dsr.participant.Participants;
import com.bestqi.dsr.rights.DueDate;
import com.bestqi.platform.event.KafkaSettings;
import com.bestqi.platform.event.MessageRequested;
import com.bestqi.platform.event.SubjectDirective;
import com.bestqi.platform.event.SubjectDirective.Kind;
import com.bestqi.platform.event.SubjectDirective.Restriction;
import com.bestqi.platform.outbox.Outbox;
import com.bestqi.platform.problem.CommonProblem;
import com.bestqi.platform.problem.ProblemException;
import com.bestqi.platform.time.DatabaseClock;
import com.bestqi.platform.time.TwoClocks;
import com.bestqi.platform.worker.BackOff;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * The directives of restrictions. Each names everything that is in force after it, for the topic
 * keeps only the newest; and each is written while the person's row of directive numbers is held,
 * so what is in force changes together with the number and never after an ERASE.
 */
@ApplicationScoped
class RestrictionOrders {
    private static final Logger LOG = Logger.getLogger(RestrictionOrders.class);
    private static final String LIFTING = "restriction-lifting";
    private static final Duration CLOCKS_DIFFER = Duration.ofSeconds(1);

    private final RestrictionRepository requests;
    private final RestrictionBook book;
    private final Directives directives;
    private final Outbox outbox;
    private final DirectiveSender sender;
    private final RestrictionConfig config;
    private final ErasureConfig reminders;
    private final Participants participants;
    private final String ownName;
    private final DatabaseClock clock;
    private final TwoClocks clocks;

    RestrictionOrders(
            RestrictionRepository requests,
            RestrictionBook book,
            Directives directives,
            Outbox outbox,
            DirectiveSender sender,
            RestrictionConfig config,
            ErasureConfig reminders,
            Participants participants,
            KafkaSettings settings,
            DatabaseClock clock,
            TwoClocks clocks) {
        this.requests = requests;
        this.book = book;
        this.directives = directives;
        this.outbox = outbox;
        this.sender = sender;
        this.config = config;
        this.reminders = reminders;
        this.participants = participants;
        this.ownName = settings.service();
        this.clock = clock;
        this.clocks = clocks;
    }

    /**
     * Orders one more restriction; 410 when the erasure was ordered, 409 when there are too many.
     */
    @Transactional(Transactional.TxType.MANDATORY)
    RestrictionRequest restrict(
            UUID accountId, Restriction restriction, Instant receivedAt, Instant dueAt) {
        long epoch =
                directives
                        .next(accountId)
                        .orElseThrow(() ->
                                new ProblemException(
                                        CommonProblem.ACCOUNT_ERASED,
                                        "The account and all its data are erased."));
        var now = clock.instant();
        if (requests.inForce(accountId).size() >= config.atOnce()) {
            throw new ProblemException(
                    CommonProblem.CONFLICT, "Lift one of your restrictions before adding another.");
        }
        var made =
                new RestrictionRequest(
                        restriction.requestId(),
                        accountId,
                        RestrictionState.RUNNING,
                        restriction,
                        receivedAt,
                        dueAt,
                        null,
                        null,
                        null,
                        null,
                        epoch,
                        now,
                        everybody(),
                        0,
                        now.plus(reminders.resendAfter()));
        requests.insert(made, made.nextAt(config.noticeBefore()));
        send(made, Kind.RESTRICT, epoch, now);
        LOG.infof("restriction ordered: request %s, epoch %d", made.requestId(), epoch);
        return made;
    }

    /**
     * Orders the end of a restriction, once; nothing when there is none or the erasure was ordered.
     *
     * @param unfinished the state of one that was not in force everywhere
     */
    @Transactional(Transactional.TxType.MANDATORY)
    void lift(UUID accountId, UUID requestId, RestrictionState unfinished) {
        boolean over = directives.newest(accountId).isEmpty();
        var locked = requests.lock(accountId, requestId);
        if (over || locked.isEmpty() || locked.get().liftedAt() != null) {
            return;
        }
        var now = clock.instant();
        long epoch = directives.next(accountId).orElseThrow();
        var state =
                locked.get().state() == RestrictionState.RUNNING
                        ? unfinished
                        : locked.get().state();
        var resendAt = now.plus(reminders.resendAfter());
        requests.lifted(requestId, state, epoch, now, everybody(), resendAt);
        book.lifted(accountId, requestId, state);
        requests.wakeAt(requestId, resendAt);
        send(locked.get(), Kind.LIFT, epoch, now);
        LOG.infof("restriction lifted: request %s, epoch %d", requestId, epoch);
    }

    /** Whether what is in force here is what a directive says. */
    boolean agree(SubjectDirective directive) {
        return inForce(directive.accountId()).equals(ordered(directive));
    }

    /**
     * Makes what is in force here what the newest directive says, when a restored database has lost
     * it. Answers to it are read again too; who answered longer ago than the topic lasts is asked.
     */
    @Transactional(Transactional.TxType.MANDATORY)
    void takeUp(SubjectDirective directive) {
        var accountId = directive.accountId();
        var here = inForce(accountId);
        var there = ordered(directive);
        var resendAt = clock.instant().plus(reminders.resendAfter());
        for (var restriction : all(directive)) {
            if (!here.contains(restriction.requestId())) {
                var made = takenUp(directive, restriction, resendAt);
                requests.insert(made, made.nextAt(config.noticeBefore()));
                book.takenUp(made);
                LOG.warnf("restriction taken up after a restore: %s", restriction.requestId());
            }
        }
        for (var requestId : here) {
            if (!there.contains(requestId)) {
                var state = RestrictionState.COMPLETED;
                requests.lifted(
                        requestId, state, directive.epoch(), directive.at(), List.of(), resendAt);
                book.lifted(directive.accountId(), requestId, state);
                requests.wakeAt(requestId, null);
                LOG.warnf("restriction was lifted before a restore: request %s", requestId);
            }
        }
    }

    private RestrictionRequest takenUp(
            SubjectDirective directive, Restriction restriction, Instant resendAt) {
        return new RestrictionRequest(
                restriction.requestId(),
                directive.accountId(),
                RestrictionState.RUNNING,
                restriction,
                directive.at(),
                DueDate.of(directive.at()),
                null,
                null,
                null,
                null,
                directive.epoch(),
                directive.at(),
                everybody(),
                0,
                resendAt);
    }

    private Set<UUID> inForce(UUID accountId) {
        return ids(requests.inForce(accountId));
    }

    private static Set<UUID> ordered(SubjectDirective directive) {
        return ids(all(directive));
    }

    private static Set<UUID> ids(List<Restriction> restrictions) {
        return restrictions.stream().map(Restriction::requestId).collect(Collectors.toSet());
    }

    private static List<Restriction> all(SubjectDirective directive) {
        return Objects.requireNonNull(directive.restrictions());
    }

    /** Does what is due for a request and says when there is more; may be repeated at any time. */
    @Transactional(Transactional.TxType.MANDATORY)
    void step(UUID accountId, UUID requestId) {
        var newest = directives.newest(accountId);
        var found = requests.lock(accountId, requestId);
        if (newest.isEmpty() || found.isEmpty()) {
            requests.wakeAt(requestId, null); // erased, or about to be: nothing is left to do
            return;
        }
        var request = found.get();
        var now = clock.instant();
        var certain = clocks.earlier();
        switch (request.step(now, certain, config.noticeBefore())) {
            case TELL -> tell(request);
            case LIFT -> lift(accountId, requestId, RestrictionState.PARTIAL);
            case REMIND -> remind(request, newest.get());
            case WAIT -> {}
        }
        requests.find(accountId, requestId)
                .map(after -> after.nextAt(config.noticeBefore()))
                .ifPresentOrElse(
                        next -> requests.wakeAt(requestId, again(next, now, certain)),
                        () -> requests.wakeAt(requestId, null));
    }

    /** Where one clock says that the time has come and another does not, some time later. */
    private static Instant again(Instant next, Instant now, Instant certain) {
        boolean clocksDiffer = next.isAfter(certain) && !next.isAfter(now);
        return clocksDiffer ? now.plus(CLOCKS_DIFFER) : next;
    }

    /** The end is ordered only after this is committed, and as long after it as was promised. */
    private void tell(RestrictionRequest request) {
        var now = clock.instant();
        var until = Objects.requireNonNull(request.restriction().until());
        var earliest = clocks.later().plus(request.notice(config.noticeBefore()));
        var liftAt = earliest.isAfter(until) ? earliest : until;
        outbox.add(
                new MessageRequested(
                        request.accountId(),
                        UUID.randomUUID(),
                        LIFTING,
                        Map.of(
                                "requestId", request.requestId().toString(),
                                "until", liftAt.toString()),
                        now));
        requests.told(request.requestId(), now, liftAt);
    }

    /** One reminder serves all requests of a person, for it says all that is in force. */
    private void remind(RestrictionRequest request, long newest) {
        var now = clock.instant();
        boolean justSent =
                requests.remindedSince(request.accountId(), now.minus(reminders.resendAfter()));
        if (!justSent) {
            LOG.warnf(
                    "restriction overdue, directive sent again: request %s, silent: %s",
                    request.requestId(), request.awaited());
            var kind = request.liftedAt() == null ? Kind.RESTRICT : Kind.LIFT;
            send(request, kind, newest, request.directedAt());
        }
        var pause =
                new BackOff(reminders.resendAfter(), reminders.resendAtMost())
                        .after(request.resent() + 1);
        requests.reminded(request.requestId(), justSent ? null : now, now.plus(pause));
    }

    private void send(RestrictionRequest about, Kind kind, long epoch, Instant at) {
        sender.send(about.accountId(), about.requestId(), kind, epoch, at);
    }

    private List<String> everybody() {
        return Stream.concat(participants.others().stream(), Stream.of(ownName)).sorted().toList();
    }
}
