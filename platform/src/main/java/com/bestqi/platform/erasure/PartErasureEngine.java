package com.bestqi.platform.erasure;

import com.bestqi.platform.audit.About;
import com.bestqi.platform.audit.Actor;
import com.bestqi.platform.audit.Audit;
import com.bestqi.platform.audit.AuditNote;
import com.bestqi.platform.event.DirectiveOutcome;
import com.bestqi.platform.event.SubjectDirective;
import com.bestqi.platform.inbox.CatchUp;
import com.bestqi.platform.inventory.DataCategory;
import com.bestqi.platform.outbox.Outbox;
import com.bestqi.platform.proof.Certificate;
import com.bestqi.platform.proof.OutcomeStatement;
import com.bestqi.platform.proof.ProofJson;
import com.bestqi.platform.proof.Signer;
import com.bestqi.platform.subject.Holds;
import com.bestqi.platform.subject.Processing;
import com.bestqi.platform.subject.Subjects;
import com.fasterxml.jackson.core.JsonProcessingException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Set;
import java.util.UUID;

/**
 * What every participant does with an ERASE_PART: deletes in chunks while the person goes on, then,
 * in one transaction that keeps the person's writers out, deletes what came in meanwhile, reads
 * back, signs and answers. The person and their key stay.
 */
@ApplicationScoped
public class PartErasureEngine {
    private final PartErasureTasks tasks;
    private final PartStores stores;
    private final Subjects subjects;
    private final Holds holds;
    private final ErasureSupport support;
    private final Outbox outbox;
    private final Signer signer;
    private final Audit audit;
    private final CatchUp catchUp;

    /** Everything it needs is injected. */
    public PartErasureEngine(
            PartErasureTasks tasks,
            PartStores stores,
            Subjects subjects,
            Holds holds,
            ErasureSupport support,
            Outbox outbox,
            Signer signer,
            Audit audit,
            CatchUp catchUp) {
        this.tasks = tasks;
        this.stores = stores;
        this.subjects = subjects;
        this.holds = holds;
        this.support = support;
        this.outbox = outbox;
        this.signer = signer;
        this.audit = audit;
        this.catchUp = catchUp;
    }

    /**
     * Enters what is new of what a directive names. The one it is about is answered again when it
     * was carried out already: the sender asks because it missed the answer.
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public void accept(SubjectDirective directive) {
        var accountId = directive.accountId();
        var ordered = directive.erasuresOf(support.service());
        if (ordered.isEmpty()) {
            return;
        }
        boolean created = subjects.create(accountId);
        if (!created && subjects.state(accountId) == Subjects.State.ERASED) {
            return;
        }
        for (var one : ordered) {
            if (tasks.open(accountId, one, !catchUp.replayed())) {
                support.partWakes().afterCommit();
            } else if (directive.kind() == SubjectDirective.Kind.ERASE_PART
                    && one.requestId().equals(directive.requestId())) {
                tasks.statement(accountId, one.requestId())
                        .ifPresent(statement ->
                                outbox.add(
                                        outcome(
                                                directive.accountId(),
                                                one.requestId(),
                                                one.epoch(),
                                                statement)));
            }
        }
    }

    /** Goes one step further with one that is due; part of the caller's transaction. */
    @Transactional(Transactional.TxType.MANDATORY)
    public boolean step() {
        var claimed = tasks.claim();
        if (claimed.isEmpty()) {
            return false;
        }
        var task = claimed.get();
        holds.keepAway();
        var held = holds.of(task.accountId());
        if (stores.deleteChunk(task, held) > 0) {
            tasks.save(task);
        } else {
            finish(task, held);
        }
        return true;
    }

    private void finish(PartErasureTasks.Task task, Set<String> held) {
        if (subjects.state(task.accountId()) != Subjects.State.LIVE) {
            tasks.drop(task); // the erasure of everything has come in between
            return;
        }
        // Nobody writes about the person from here to the commit.
        var unused =
                subjects.exclusive(task.accountId(), Processing.ERASURE, DataCategory.IDENTIFIER);
        while (stores.deleteChunk(task, held) > 0) {
            // What came in since.
        }
        var statement =
                new OutcomeStatement(
                        support.service(),
                        task.requestId(),
                        task.accountId(),
                        task.epoch(),
                        support.now(),
                        stores.readBack(task),
                        false);
        var signed = sign(statement);
        tasks.complete(task, signed, statement.completedAt());
        audit.record(
                AuditNote.of(
                                Actor.system(support.service()),
                                "erasure.part.signed",
                                About.thing("request", task.requestId()),
                                "done")
                        .on("RI-3"));
        outbox.add(outcome(task.accountId(), task.requestId(), task.epoch(), signed));
    }

    private DirectiveOutcome outcome(UUID accountId, UUID requestId, long epoch, String signed) {
        return new DirectiveOutcome(
                accountId,
                requestId,
                epoch,
                support.service(),
                SubjectDirective.Kind.ERASE_PART,
                signed);
    }

    private String sign(OutcomeStatement statement) {
        try {
            return signer.sign(
                    Certificate.OUTCOME_TYPE, ProofJson.MAPPER.writeValueAsString(statement));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a statement is always JSON", e);
        }
    }
}
