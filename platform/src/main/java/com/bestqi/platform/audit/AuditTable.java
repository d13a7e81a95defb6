package com.bestqi.platform.audit;

import com.bestqi.platform.crypto.SubjectKeys;
import com.bestqi.platform.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The entries that wait for their place in the chain. */
@ApplicationScoped
public class AuditTable {
    private static final String INSERT =
            """
            INSERT INTO audit_pending
                (at, actor_kind, actor, action, subject_state, subject, object, outcome, purpose,
                 request_id)
            SELECT at, actor_kind, actor, action, subject_state, decode(subject, 'hex'), object,
                   outcome, purpose, request_id
            FROM unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?) WITH ORDINALITY AS e
                (at, actor_kind, actor, action, subject_state, subject, object, outcome, purpose,
                 request_id, n)
            ORDER BY n
            """;

    private final Database database;
    private final SubjectKeys keys;

    /** Everything it needs is injected. */
    public AuditTable(Database database, SubjectKeys keys) {
        this.database = database;
        this.keys = keys;
    }

    /** An entry as it is stored. */
    public record Row(
            Instant at,
            AuditNote note,
            String subjectState,
            @Nullable String subject,
            @Nullable String object) {}

    /** Puts the pseudonym in the place of the person, as long as there is a key for it. */
    public Row row(Instant at, AuditNote note) {
        return switch (note.about()) {
            case About.Nobody() -> new Row(at, note, "NONE", null, null);
            case About.Thing(var kind, var id) -> new Row(at, note, "NONE", null, kind + "/" + id);
            case About.Person(var accountId) ->
                    keys.pseudonym(accountId)
                            .map(pseudonym ->
                                    new Row(
                                            at,
                                            note,
                                            "KEYED",
                                            HexFormat.of().formatHex(pseudonym),
                                            null))
                            .orElseGet(() -> new Row(at, note, "KEYLESS", null, null));
        };
    }

    /** Adds entries with one round trip; part of the transaction if there is one. */
    public void insert(Collection<Row> rows) {
        var all = List.copyOf(rows);
        database.update(
                INSERT,
                all.stream().map(Row::at).toArray(Instant[]::new),
                texts(all, row -> row.note().actor().kind().name()),
                texts(all, row -> row.note().actor().name()),
                texts(all, row -> row.note().action()),
                texts(all, Row::subjectState),
                texts(all, Row::subject),
                texts(all, Row::object),
                texts(all, row -> row.note().outcome()),
                texts(all, row -> row.note().purpose()),
                texts(all, row -> row.note().requestId()));
    }

    private static @Nullable String[] texts(List<Row> rows, Function<Row, @Nullable String> text) {
        var texts = new @Nullable String[rows.size()];
        for (int i = 0; i < texts.length; i++) {
            texts[i] = text.apply(rows.get(i));
        }
        return texts;
    }

    /** How many entries are not chained yet. */
    public long backlog() {
        return database.first(
                        "SELECT count(*) AS waiting FROM audit_pending",
                        rows -> rows.getLong("waiting"))
                .orElse(0L);
    }
}
