package com.bestqi.platform.audit;

import com.bestqi.platform.database.Database;
import com.bestqi.platform.event.AuditHead;
import com.bestqi.platform.event.KafkaSettings;
import com.bestqi.platform.outbox.Outbox;
import com.bestqi.platform.problem.CommonProblem;
import com.bestqi.platform.problem.ProblemException;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;

/**
 * Announces that the chain goes on behind an earlier entry, because the database was put back to an
 * earlier state. Only people say so: a service that took it for granted at each start would hide a
 * chain that was cut off. What is lost stays in the result of every check.
 */
@ApplicationScoped
public class ChainRestore {
    private final AuditCheck check;
    private final Database database;
    private final Outbox outbox;
    private final KafkaSettings settings;
    private final Clock clock;

    /** Everything it needs is injected. */
    public ChainRestore(
            AuditCheck check,
            Database database,
            Outbox outbox,
            KafkaSettings settings,
            Clock clock) {
        this.check = check;
        this.database = database;
        this.outbox = outbox;
        this.settings = settings;
        this.clock = clock;
    }

    /** Records the restore and says what is lost; 409 when nothing is, or when more is wrong. */
    public ChainCheck.Lost record() {
        var heads = check.heads();
        return QuarkusTransaction.requiringNew()
                .timeout(AuditCheck.SECONDS_AT_MOST)
                .call(() -> record(heads));
    }

    private ChainCheck.Lost record(List<AuditHead> heads) {
        // Nobody chains or announces until this is out.
        var end =
                database.first(
                                "SELECT sequence, hash FROM audit_chain FOR UPDATE",
                                rows ->
                                        new AuditHead(
                                                settings.service(),
                                                rows.getLong("sequence"),
                                                HexFormat.of().formatHex(rows.getBytes("hash")),
                                                clock.instant()))
                        .orElseThrow();
        var found = judge(heads);
        if (found.firstBroken() == null) {
            throw new ProblemException(
                    CommonProblem.CONFLICT, "Every entry that was announced is there.");
        }
        if (judge(List.of()).firstBroken() != null) {
            throw new ProblemException(
                    CommonProblem.CONFLICT,
                    "The chain is broken in itself, which no restore explains.");
        }
        long announced = heads.stream().mapToLong(AuditHead::sequence).max().orElseThrow();
        outbox.add(
                new AuditHead(
                        end.service(), end.sequence(), end.hash(), end.at(), found.agreedUpTo()));
        database.update(
                "UPDATE audit_chain SET announced = ?, announced_at = now()", end.sequence());
        return new ChainCheck.Lost(found.agreedUpTo(), announced, end.at());
    }

    private ChainCheck.Result judge(List<AuditHead> heads) {
        return database.with(connection -> ChainCheck.run(connection, heads, clock.instant()));
    }
}
