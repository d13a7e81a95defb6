package com.bestqi.platform.erasure;

import com.bestqi.platform.audit.About;
import com.bestqi.platform.audit.Actor;
import com.bestqi.platform.audit.Audit;
import com.bestqi.platform.audit.AuditNote;
import com.bestqi.platform.crypto.SubjectKeys;
import com.bestqi.platform.event.DirectiveOutcome;
import com.bestqi.platform.event.SubjectDirective;
import com.bestqi.platform.inbox.CatchUp;
import com.bestqi.platform.outbox.Outbox;
import com.bestqi.platform.proof.Certificate;
import com.bestqi.platform.proof.OutcomeStatement;
import com.bestqi.platform.proof.ProofJson;
import com.bestqi.platform.proof.Signer;
import com.bestqi.platform.subject.Subjects;
import com.fasterxml.jackson.core.JsonProcessingException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * What every participant does with an ERASE directive, the same everywhere. The steps are
 * transactions that may be repeated from any point: tombstone; destroy the key; delete in chunks,
 * counting in the same transaction; then read back, sign and answer in one.
 */
@ApplicationScoped
public class ErasureEngine {
    private static final Logger LOG = Logger.getLogger(ErasureEngine.class);

    private final Subjects subjects;
    private final SubjectKeys keys;
    private final ErasureTasks tasks;
    private final StoreEraser stores;
    private final HeldRecords held;
    private final Outbox outbox;
    private final Signer signer;
    private final ErasureSupport support;
    private final Audit audit;
    private final CatchUp catchUp;

    /** Everything it needs is injected. */
    public ErasureEngine(
            Subjects subjects,
            SubjectKeys keys,
            ErasureTasks tasks,
            StoreEraser stores,
            HeldRecords held,
            Outbox outbox,
            Signer signer,
            ErasureSupport support,
            Audit audit,
            CatchUp catchUp) {
        this.subjects = subjects;
        this.keys = keys;
        this.tasks = tasks;
        this.stores = stores;
        this.held = held;
        this.outbox = outbox;
        this.signer = signer;
        this.support = support;
        this.audit = audit;
        this.catchUp = catchUp;
    }

    /**
     * Puts up the tombstone and queues the work. A directive that was carried out already is
     * answered again with the same statement: the sender asks because it missed the answer.
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public void accept(SubjectDirective directive) {
        held.prepare(directive);
        boolean newest =
                subjects.entomb(directive.accountId(), directive.requestId(), directive.epoch());
        if (newest) {
            held.hold(directive, support.inventory().erasable());
        }
        if (tasks.open(directive, !catchUp.replayed())) {
            audit.record(note("erasure.accepted", directive.requestId()));
            support.wakes().afterCommit();
        } else {
            tasks.statement(directive.accountId(), directive.epoch())
                    .ifPresent(statement ->
                            outbox.add(
                                    outcome(
                                            directive.accountId(),
                                            directive.requestId(),
                                            directive.epoch(),
                                            statement)));
        }
    }

    /**
     * What a chunk came to.
     *
     * @param deleted tasks of which every row is deleted
     * @param more whether rows are left to delete after a pause
     */
    public record Chunk(List<ErasureTask> deleted, boolean more) {}

    /** Deletes one chunk of the tasks that are due; part of the caller's transaction. */
    @Transactional(Transactional.TxType.MANDATORY)
    public Chunk deleteChunk() {
        var due = tasks.claimDue();
        if (due.isEmpty()) {
            return new Chunk(List.of(), false);
        }
        var ids = due.stream().map(ErasureTask::accountId).toList();
        long keyMark = destroyKeys(due);
        countExternal(due);
        boolean deletedAll = stores.deleteChunk(due, support::holdsBack);
        tasks.saveProgress(due, keyMark);
        if (!deletedAll) {
            tasks.postpone(List.of(largest(due)), support.pauseAfterChunk());
            return new Chunk(List.of(), true);
        }
        tasks.postpone(ids, support.lease());
        return new Chunk(due, false);
    }

    /** What is under hold is of no use without the key; all others' keys go first. */
    private long destroyKeys(List<ErasureTask> due) {
        var free =
                due.stream()
                        .filter(task -> task.held().isEmpty())
                        .map(ErasureTask::accountId)
                        .toList();
        return free.isEmpty() ? keys.mark() : keys.destroy(free);
    }

    private static UUID largest(List<ErasureTask> due) {
        return due.stream()
                .max(
                        Comparator.comparingLong(
                                task -> task.erased().values().stream().mapToLong(n -> n).sum()))
                .orElseThrow()
                .accountId();
    }

    private void countExternal(List<ErasureTask> due) {
        for (var store : support.externalStores()) {
            for (var task : due) {
                task.erased().computeIfAbsent(store.name(), _ -> store.count(task.accountId()));
            }
        }
    }

    /** Empties the stores outside the database; repeated until they are empty. */
    public void eraseExternal(ErasureTask task) {
        for (var store : support.externalStores()) {
            store.erase(task.accountId());
        }
    }

    /**
     * Reads back, signs and answers for tasks whose rows are deleted. A task that is held back, or
     * where something is left, stays open. Part of the caller's transaction.
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public void finish(Collection<UUID> accountIds) {
        var free = accountIds.stream().filter(id -> !support.holdsBack(id)).toList();
        var outcomes = conclude(tasks.lock(free));
        answer(outcomes);
    }

    /**
     * Finishes a task that was held back: deletes what was kept to the last, reads back, signs,
     * answers. Part of the caller's transaction, so that what the service does with the outcome
     * happens together with it. Empty while there is no such task; the same outcome again when it
     * was finished before.
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public Optional<DirectiveOutcome> finishHeldBack(UUID accountId, UUID requestId, long epoch) {
        var done = tasks.statement(accountId, epoch);
        if (done.isPresent()) {
            return done.map(statement -> outcome(accountId, requestId, epoch, statement));
        }
        var locked = tasks.lock(List.of(accountId));
        if (locked.isEmpty() || !stores.deleteChunk(locked, _ -> false)) {
            return Optional.empty();
        }
        var outcomes = conclude(locked);
        answer(outcomes);
        return outcomes.stream().findFirst();
    }

    private void answer(List<DirectiveOutcome> outcomes) {
        audit.recordAll(
                outcomes.stream()
                        .map(outcome -> note("erasure.signed", outcome.requestId()))
                        .toList());
        outbox.addAll(outcomes);
    }

    /** Names the request and not the person: tombstone and certificate tie the two together. */
    private AuditNote note(String action, UUID requestId) {
        return AuditNote.of(
                        Actor.system(support.service()),
                        action,
                        About.thing("request", requestId),
                        "done")
                .on("RI-3");
    }

    /**
     * Those of these persons whose answer is held back but of whom nothing is left that could be
     * served: the key is destroyed, every store but those kept to the last reads back empty.
     */
    public List<UUID> clearedButHeldBack(Collection<UUID> accountIds) {
        var heldBack = accountIds.stream().filter(support::holdsBack).toList();
        if (heldBack.isEmpty()) {
            return heldBack;
        }
        var left = stores.readBackAllButLast(heldBack);
        var keyless = keys.destroyed(heldBack);
        return heldBack.stream()
                .filter(id -> keyless.contains(id) || held.held(id))
                .filter(id -> !left.containsKey(id))
                .filter(id ->
                        support.externalStores().stream().allMatch(store -> store.count(id) == 0))
                .toList();
    }

    private List<DirectiveOutcome> conclude(List<ErasureTask> locked) {
        var ids = locked.stream().map(ErasureTask::accountId).toList();
        var left = stores.readBack(ids);
        var kept = held.kept(ids);
        var keyless = keys.destroyed(ids);
        var outcomes = new ArrayList<DirectiveOutcome>();
        for (var task : locked) {
            var keeps = kept.getOrDefault(task.accountId(), Map.of());
            boolean settled =
                    task.held().isEmpty()
                            ? keeps.isEmpty() && keyless.contains(task.accountId())
                            : task.held().containsAll(keeps.keySet()) && !keeps.isEmpty();
            if (!task.held().isEmpty() && keeps.isEmpty()) {
                held.nothing(task.accountId()); // the key goes with the next round
            }
            var statement = state(task, keeps, keyless);
            if (settled && !left.containsKey(task.accountId()) && emptyOutside(statement)) {
                var signed = sign(statement);
                tasks.complete(task, signed, statement.completedAt());
                outcomes.add(outcome(task.accountId(), task.requestId(), task.epoch(), signed));
            } else {
                LOG.warnf(
                        "erasure read something back, deletes again: request %s", task.requestId());
            }
        }
        return outcomes;
    }

    private boolean emptyOutside(OutcomeStatement statement) {
        var outside =
                support.externalStores().stream()
                        .map(store -> store.name())
                        .collect(Collectors.toSet());
        return statement.stores().stream()
                .allMatch(store -> store.remaining() == 0 || !outside.contains(store.store()));
    }

    private OutcomeStatement state(ErasureTask task, Map<String, Long> kept, Set<UUID> keyless) {
        var outcomes = new ArrayList<OutcomeStatement.StoreOutcome>();
        for (var store : support.inventory().erasable()) {
            outcomes.add(
                    new OutcomeStatement.StoreOutcome(
                            store.table(),
                            store.category().key(),
                            task.erased().getOrDefault(store.table(), 0L),
                            kept.getOrDefault(store.table(), 0L)));
        }
        for (var store : support.externalStores()) {
            outcomes.add(
                    new OutcomeStatement.StoreOutcome(
                            store.name(),
                            store.category().key(),
                            task.erased().getOrDefault(store.name(), 0L),
                            store.count(task.accountId())));
        }
        return new OutcomeStatement(
                support.service(),
                task.requestId(),
                task.accountId(),
                task.epoch(),
                support.now(),
                outcomes,
                keyless.contains(task.accountId()));
    }

    private String sign(OutcomeStatement statement) {
        try {
            return signer.sign(
                    Certificate.OUTCOME_TYPE, ProofJson.MAPPER.writeValueAsString(statement));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a statement is always JSON", e);
        }
    }

    private DirectiveOutcome outcome(UUID accountId, UUID requestId, long epoch, String signed) {
        return new DirectiveOutcome(accountId, requestId, epoch, support.service(), signed);
    }
}
