package com.bestqi.dsr.export;

import com.bestqi.dsr.rights.RequestBook;
import com.bestqi.dsr.rights.RequestState;
import com.bestqi.dsr.rights.RightsRequest;
import com.bestqi.platform.crypto.SubjectKeys;
import com.bestqi.platform.database.Database;
import com.bestqi.platform.inventory.DataCategory;
import com.bestqi.platform.problem.ProblemException;
import com.bestqi.platform.subject.Processing;
import com.bestqi.platform.subject.Subjects;
import com.bestqi.platform.time.DatabaseClock;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/**
 * The copies that lie ready, and the pieces of those being made. Every write of a piece is under
 * the person's lock and the lease of who makes it: an erased person gets none, and a maker who was
 * thought dead adds nothing to another's.
 */
@ApplicationScoped
public class Packages {
    private static final Period KEPT = Period.ofDays(7);
    private static final Duration LEASE = Duration.ofSeconds(20);

    private final Database database;
    private final SubjectKeys keys;
    private final Subjects subjects;
    private final RequestBook book;
    private final DatabaseClock clock;

    Packages(
            Database database,
            SubjectKeys keys,
            Subjects subjects,
            RequestBook book,
            DatabaseClock clock) {
        this.database = database;
        this.keys = keys;
        this.subjects = subjects;
        this.book = book;
        this.clock = clock;
    }

    /** A copy that is ready. */
    public record Ready(UUID requestId, UUID accountId, int chunks, long size, Instant until) {}

    /** Until when the copies of these requests can be fetched, of those that can. */
    public Map<UUID, Instant> ready(UUID accountId, Collection<UUID> requestIds) {
        var until = new HashMap<UUID, Instant>();
        database.query(
                        "SELECT request_id, until FROM export_package WHERE account_id = ?"
                                + " AND request_id = ANY (?) AND until > ?",
                        rows ->
                                Map.entry(
                                        rows.getObject("request_id", UUID.class),
                                        Objects.requireNonNull(Database.instant(rows, "until"))),
                        accountId,
                        requestIds.toArray(UUID[]::new),
                        clock.instant())
                .forEach(entry -> until.put(entry.getKey(), entry.getValue()));
        return until;
    }

    /** The copy of a request, also one that is past its time. */
    public Optional<Ready> find(UUID accountId, UUID requestId) {
        return database.first(
                "SELECT chunks, size, until FROM export_package"
                        + " WHERE request_id = ? AND account_id = ?",
                rows ->
                        new Ready(
                                requestId,
                                accountId,
                                rows.getInt("chunks"),
                                rows.getLong("size"),
                                Objects.requireNonNull(Database.instant(rows, "until"))),
                requestId,
                accountId);
    }

    /** Whether its time is over. */
    public boolean expired(Ready found) {
        return !clock.instant().isBefore(found.until());
    }

    /** Writes a copy out, a piece at a time; breaks off when it is gone meanwhile. */
    public void write(Ready found, OutputStream out) throws IOException {
        for (int seq = 0; seq < found.chunks(); seq++) {
            var piece =
                    database.first(
                                    "SELECT data FROM export_chunk"
                                            + " WHERE request_id = ? AND seq = ?",
                                    rows -> rows.getBytes("data"),
                                    found.requestId(),
                                    seq)
                            .orElseThrow(() -> new IOException("the copy is gone"));
            out.write(
                    keys.cipher(found.accountId())
                            .decryptBytes(place(found.requestId(), seq), piece));
        }
    }

    private static String place(UUID requestId, int seq) {
        return "export_chunk.data/" + requestId + "/" + seq;
    }

    /** Goes on holding a request; throws {@link LeaseLostException} when somebody else has it. */
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    void hold(RightsRequest claimed) {
        if (!book.postpone(claimed, LEASE)) {
            throw new LeaseLostException();
        }
    }

    /** Begins a copy: what an earlier try has left is gone. */
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    void begin(RightsRequest claimed) {
        if (!book.postpone(claimed, LEASE)) {
            throw new LeaseLostException();
        }
        database.update("DELETE FROM export_chunk WHERE request_id = ?", claimed.requestId());
    }

    @Transactional(Transactional.TxType.REQUIRES_NEW)
    void add(RightsRequest claimed, int seq, byte[] plain) {
        var accountId = claimed.accountId();
        subjects.share(accountId, Processing.EXPORT, DataCategory.REQUEST);
        if (!book.postpone(claimed, LEASE)) {
            throw new LeaseLostException();
        }
        database.update(
                "INSERT INTO export_chunk (request_id, seq, account_id, data, written_at)"
                        + " VALUES (?, ?, ?, ?, ?)",
                claimed.requestId(),
                seq,
                accountId,
                keys.cipher(accountId).encryptBytes(place(claimed.requestId(), seq), plain),
                clock.instant());
    }

    /** The copy is whole: it can be fetched, and the request is answered, with one commit. */
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    void finish(RightsRequest claimed, int chunks, long size) {
        var accountId = claimed.accountId();
        subjects.share(accountId, Processing.EXPORT, DataCategory.REQUEST);
        if (!book.postpone(claimed, LEASE)) {
            throw new LeaseLostException();
        }
        var now = clock.instant();
        database.update(
                "INSERT INTO export_package (request_id, account_id, chunks, size, made_at, until)"
                        + " VALUES (?, ?, ?, ?, ?, ?)",
                claimed.requestId(),
                accountId,
                chunks,
                size,
                now,
                now.plus(KEPT));
        if (!book.move(claimed, RequestState.COMPLETED, null, null)) {
            throw new LeaseLostException();
        }
    }

    /** The copy, or why there is none. */
    public Ready fetch(UUID accountId, UUID requestId) {
        var request = book.find(accountId, requestId).orElseThrow(ProblemException::notFound);
        var found = find(accountId, requestId);
        if (found.isPresent() && !expired(found.get())) {
            return found.get();
        }
        if (!ExportFulfilment.TYPES.contains(request.type())) {
            throw ProblemException.notFound();
        }
        throw request.state() == RequestState.COMPLETED
                ? new ProblemException(
                        ExportProblem.PACKAGE_EXPIRED, "Ask for a new one; this one is deleted.")
                : new ProblemException(
                        ExportProblem.PACKAGE_NOT_READY, "Look at the state of the request.");
    }

    /** Somebody else works on the request, or nobody does any more. */
    static final class LeaseLostException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        LeaseLostException() {
            super("lease lost", null, false, false);
        }
    }
}
