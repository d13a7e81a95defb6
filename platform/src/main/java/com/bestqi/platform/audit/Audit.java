package com.bestqi.platform.audit;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;

/**
 * Where a decision about a person is recorded: in the transaction that carries it out, so that
 * there is none without its entry. Calls of staff and services are recorded without being asked for
 * it.
 */
@ApplicationScoped
public class Audit {
    private final AuditTable table;
    private final AuditChainer chainer;
    private final Clock clock;

    /** Everything it needs is injected. */
    public Audit(AuditTable table, AuditChainer chainer, Clock clock) {
        this.table = table;
        this.chainer = chainer;
        this.clock = clock;
    }

    /** Adds one entry to the running transaction; fails at once outside of one. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void record(AuditNote note) {
        recordAll(List.of(note));
    }

    /** Adds entries in their order with one round trip. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void recordAll(List<AuditNote> notes) {
        if (notes.isEmpty()) {
            return;
        }
        var now = clock.instant();
        table.insert(notes.stream().map(note -> table.row(now, note)).toList());
        chainer.wakeAfterCommit();
    }
}
