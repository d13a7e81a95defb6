package com.bestqi.probe;

import com.bestqi.localstack.Secrets;
import com.bestqi.platform.audit.AuditHeads;
import com.bestqi.platform.audit.ChainCheck;
import com.bestqi.platform.crypto.SubjectKeys;
import com.bestqi.platform.database.Database;
import com.bestqi.platform.event.AuditHead;
import com.bestqi.platform.event.KafkaSettings;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The audit of the probe as tests see it: by the service's own eyes and as the super-user. */
@ApplicationScoped
class Entries {
    private static final String WAITING_AND_CHAINED =
            """
            SELECT * FROM (
                SELECT actor_kind, actor, action, subject_state, encode(subject, 'hex') AS subject,
                       object, outcome, purpose, request_id, at, 1 AS place, id AS n FROM audit_pending
                UNION ALL
                SELECT actor_kind, actor, action, subject_state, encode(subject, 'hex'),
                       object, outcome, purpose, request_id, at, 0, sequence FROM audit_entry) AS e
            """;

    private final Database database;
    private final SubjectKeys keys;
    private final KafkaSettings kafka;
    private final Clock clock;
    private final String url;

    Entries(
            Database database,
            SubjectKeys keys,
            KafkaSettings kafka,
            Clock clock,
            @ConfigProperty(name = "bestqi.db.url") String url) {
        this.database = database;
        this.keys = keys;
        this.kafka = kafka;
        this.clock = clock;
        this.url = url;
    }

    record Entry(
            String actorKind,
            String actor,
            String action,
            String subjectState,
            String subject,
            String object,
            String outcome,
            String purpose,
            String requestId) {}

    /** Entries about a person whose key lives, oldest first. */
    List<Entry> about(UUID person) {
        return where("subject = ?", pseudonym(person));
    }

    /** Entries by an actor, oldest first. */
    List<Entry> by(UUID actor) {
        return where("actor = ?", actor.toString());
    }

    List<Entry> where(String condition, Object... values) {
        return database.query(
                WAITING_AND_CHAINED + " WHERE " + condition + " ORDER BY place, n",
                rows ->
                        new Entry(
                                rows.getString("actor_kind"),
                                rows.getString("actor"),
                                rows.getString("action"),
                                rows.getString("subject_state"),
                                rows.getString("subject"),
                                rows.getString("object"),
                                rows.getString("outcome"),
                                rows.getString("purpose"),
                                rows.getString("request_id")),
                values);
    }

    String pseudonym(UUID person) {
        return HexFormat.of().formatHex(keys.pseudonym(person).orElseThrow());
    }

    long number(String sql) {
        return database.first(sql, rows -> rows.getLong(1)).orElseThrow();
    }

    /** A connection to the probe's database as the super-user, in a transaction. */
    Connection superUser() throws SQLException {
        return connect(url, "postgres");
    }

    /** A connection to another database of the same server. */
    Connection connect(String jdbcUrl, String role) throws SQLException {
        var secrets = Secrets.in(Path.of(System.getProperty("bestqi.test.data-dir")));
        var connection = DriverManager.getConnection(jdbcUrl, role, secrets.password("db." + role));
        connection.setAutoCommit(false);
        return connection;
    }

    String url(String otherDatabase) {
        return url.substring(0, url.lastIndexOf('/') + 1) + otherDatabase;
    }

    List<AuditHead> heads() {
        return AuditHeads.read(kafka.reader(), kafka.service());
    }

    ChainCheck.Result check(Connection connection, List<AuditHead> heads) throws SQLException {
        return ChainCheck.run(connection, heads, clock.instant());
    }

    /** The check of an untouched snapshot. */
    ChainCheck.Result check() throws SQLException {
        var heads = heads();
        try (var connection = superUser()) {
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            return check(connection, heads);
        }
    }
}
