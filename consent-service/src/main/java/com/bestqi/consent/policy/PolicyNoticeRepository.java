package com.bestqi.consent.policy;

import com.bestqi.platform.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;

/** The table of notices, and who is still without one. */
@ApplicationScoped
class PolicyNoticeRepository {
    private final Database database;

    PolicyNoticeRepository(Database database) {
        this.database = database;
    }

    /** How many live people were told of a version, and how many were not. */
    record Reach(long reached, long missing) {}

    /** Adds a notice; the first of a person and a version stays. */
    void add(PolicyNotice notice) {
        database.update(
                "INSERT INTO policy_notice (account_id, version, announcement_id, channel,"
                        + " noticed_at) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
                notice.accountId(),
                notice.version(),
                notice.announcementId(),
                notice.channel(),
                notice.noticedAt());
    }

    /** Counts everybody. */
    Reach reach(String version) {
        return database.first(
                        """
                        SELECT count(n.account_id) AS reached,
                            count(*) - count(n.account_id) AS missing
                        FROM data_subject s
                        LEFT JOIN policy_notice n
                            ON n.account_id = s.account_id AND n.version = ?
                        WHERE s.state = 'LIVE'
                        """,
                        rows -> new Reach(rows.getLong("reached"), rows.getLong("missing")),
                        version)
                .orElseThrow();
    }

    /** Whether somebody is without notice who was known here before a time. */
    boolean someoneMissing(String version, Instant knownBefore) {
        return database.first(
                        """
                        SELECT EXISTS (
                            SELECT FROM data_subject s
                            WHERE s.state = 'LIVE' AND s.created_at < ? AND NOT EXISTS (
                                SELECT FROM policy_notice n
                                WHERE n.account_id = s.account_id AND n.version = ?)) AS missing
                        """,
                        rows -> rows.getBoolean("missing"),
                        knownBefore,
                        version)
                .orElseThrow();
    }
}
