package com.bestqi.account.registration;

import com.bestqi.account.policycopy.PolicyCopy;
import com.bestqi.platform.database.Database;
import com.bestqi.platform.inventory.DataCategory;
import com.bestqi.platform.inventory.Impersonal;
import com.bestqi.platform.inventory.Personal;
import com.bestqi.platform.inventory.Store;
import com.bestqi.platform.problem.CommonProblem;
import com.bestqi.platform.problem.ProblemException;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Optional;
import java.util.UUID;

/**
 * Accounts of nobody, by which the suite watches itself. They are registered like any other, but
 * their address is in a domain that cannot exist, and nobody is told the password.
 */
@ApplicationScoped
public class SyntheticAccounts {
    private static final String DOMAIN = "@synthetic.invalid";

    private final Database database;
    private final RegistrationService registrations;
    private final PolicyCopy policies;
    private final RegistrationConfig config;

    SyntheticAccounts(
            Database database,
            RegistrationService registrations,
            PolicyCopy policies,
            RegistrationConfig config) {
        this.database = database;
        this.registrations = registrations;
        this.policies = policies;
        this.config = config;
    }

    /** The table. */
    @RegisterForReflection
    @Store(
            table = "synthetic_account",
            essential = true,
            category = DataCategory.IDENTIFIER,
            purposes = "PU-5",
            clauses = "RI-3")
    record SyntheticAccountTable(
            @Personal(DataCategory.IDENTIFIER) UUID accountId, @Impersonal UUID runId) {}

    /** Opens the account of a run, once: asked again it names the same one. */
    @Transactional
    UUID open(UUID runId) {
        return of(runId).orElseGet(() -> openNew(runId));
    }

    private UUID openNew(UUID runId) {
        var version =
                policies.versionInForce()
                        .orElseThrow(() ->
                                ProblemException.unavailable(
                                        CommonProblem.UNAVAILABLE,
                                        "The policy in force is not known yet; try again."));
        var account =
                registrations.register(
                        new Registration(
                                "canary-" + runId + DOMAIN,
                                UUID.randomUUID() + "." + UUID.randomUUID(),
                                null,
                                null,
                                "Canary " + runId,
                                null,
                                config.syntheticCountry(),
                                "en",
                                "UTC",
                                new Registration.AcceptedPolicy(version, "en")));
        database.update(
                "INSERT INTO synthetic_account (account_id, run_id) VALUES (?, ?)",
                account.accountId(),
                runId);
        return account.accountId();
    }

    private Optional<UUID> of(UUID runId) {
        return database.first(
                "SELECT account_id FROM synthetic_account WHERE run_id = ?",
                rows -> rows.getObject("account_id", UUID.class),
                runId);
    }

    /** Whether this account is nobody's. */
    public boolean contains(UUID accountId) {
        return database.first(
                        "SELECT true AS found FROM synthetic_account WHERE account_id = ?",
                        rows -> rows.getBoolean("found"),
                        accountId)
                .orElse(false);
    }
}
