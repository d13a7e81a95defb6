package com.bestqi.platform.audit;

import com.bestqi.platform.crypto.SubjectKeys;
import com.bestqi.platform.database.Database;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads this service's audit, newest first. */
@ApplicationScoped
public class AuditListing {
    private static final String COLUMNS =
            "SELECT sequence, at, actor_kind, actor, action, subject_state,"
                    + " encode(subject, 'hex') AS subject, object, outcome, purpose, request_id"
                    + " FROM audit_entry";

    private final Database database;
    private final SubjectKeys keys;

    /** Everything it needs is injected. */
    public AuditListing(Database database, SubjectKeys keys) {
        this.database = database;
        this.keys = keys;
    }

    /** What was found. */
    @RegisterForReflection
    public record View(List<Entry> entries) {
        /** Copies the list. */
        public View {
            entries = List.copyOf(entries);
        }
    }

    /**
     * One entry.
     *
     * @param subject stands for the person as long as their key lives, and leads nowhere by itself
     */
    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Entry(
            long sequence,
            Instant at,
            String actorKind,
            @Nullable String actor,
            String action,
            String subjectState,
            @Nullable String subject,
            @Nullable String object,
            String outcome,
            @Nullable String purpose,
            @Nullable String requestId) {
        static Entry read(ResultSet rows) throws SQLException {
            return new Entry(
                    rows.getLong("sequence"),
                    Objects.requireNonNull(Database.instant(rows, "at")),
                    rows.getString("actor_kind"),
                    rows.getString("actor"),
                    rows.getString("action"),
                    rows.getString("subject_state"),
                    rows.getString("subject"),
                    rows.getString("object"),
                    rows.getString("outcome"),
                    rows.getString("purpose"),
                    rows.getString("request_id"));
        }
    }

    /**
     * A page of entries.
     *
     * @param accountId only those about this person; none once their key is destroyed
     * @param before only those with a lower number
     */
    public View list(@Nullable UUID accountId, @Nullable Long before, int limit) {
        var arguments = new ArrayList<@Nullable Object>();
        var where = new StringBuilder(" WHERE sequence < ?");
        arguments.add(before == null ? (Object) Long.MAX_VALUE : before);
        if (accountId != null) {
            var pseudonym = keys.pseudonym(accountId);
            if (pseudonym.isEmpty()) {
                return new View(List.of());
            }
            where.append(" AND subject = decode(?, 'hex')");
            arguments.add(HexFormat.of().formatHex(pseudonym.get()));
        }
        arguments.add(limit);
        return new View(
                database.query(
                        COLUMNS + where + " ORDER BY sequence DESC LIMIT ?",
                        Entry::read,
                        arguments.toArray()));
    }
}
