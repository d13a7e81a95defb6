package com.bestqi.account.policycopy;

import com.bestqi.platform.database.Database;
import com.bestqi.platform.event.PolicyInForce;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Optional;

/** Which version of the policy is in force. */
@ApplicationScoped
public class PolicyCopy {
    private final Database database;
    private final Clock clock;

    PolicyCopy(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** The version in force now; empty until consent-service has named one. */
    public Optional<String> versionInForce() {
        return database.first(
                "SELECT version FROM policy_version WHERE in_force_at <= ?"
                        + " ORDER BY in_force_at DESC, version DESC LIMIT 1",
                rows -> rows.getString("version"),
                clock.instant());
    }

    /** Takes a version over; the same version again is no change, in whatever order they come. */
    void follow(PolicyInForce event) {
        database.update(
                "INSERT INTO policy_version (version, in_force_at) VALUES (?, ?)"
                        + " ON CONFLICT (version) DO UPDATE SET in_force_at = excluded.in_force_at"
                        + " WHERE policy_version.in_force_at < excluded.in_force_at",
                event.version(),
                event.at());
    }
}
