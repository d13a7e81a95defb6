package com.bestqi.account.registration;

import com.bestqi.account.identity.IdentityProviderAwayException;
import com.bestqi.account.identity.LoginUsers;
import com.bestqi.account.policycopy.PolicyCopy;
import com.bestqi.account.profile.Accounts;
import com.bestqi.account.profile.ProfileView;
import com.bestqi.account.region.HomeRegion;
import com.bestqi.platform.problem.CommonProblem;
import com.bestqi.platform.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** Registers persons: checks, the user at the identity provider, then the account. */
@ApplicationScoped
class RegistrationService {
    private final HomeRegion region;
    private final PolicyCopy policies;
    private final Accounts accounts;
    private final AttemptGate gate;
    private final LoginUsers users;
    private final AccountOpening opening;

    RegistrationService(
            HomeRegion region,
            PolicyCopy policies,
            Accounts accounts,
            AttemptGate gate,
            LoginUsers users,
            AccountOpening opening) {
        this.region = region;
        this.policies = policies;
        this.accounts = accounts;
        this.gate = gate;
        this.users = users;
        this.opening = opening;
    }

    ProfileView register(Registration registration) {
        boolean weak =
                PasswordRules.givesAway(
                        registration.password(), registration.email(), registration.username());
        if (weak) {
            throw refused("password", "must not contain the email address or the user name");
        }
        region.require(registration.countryCode());
        requirePolicyInForce(registration.acceptedPolicy().version());
        if (accounts.taken(registration.email(), registration.username())) {
            throw Accounts.exists();
        }
        try {
            var attemptId = gate.enter(registration.email(), registration.username());
            return open(attemptId, createUser(attemptId, registration), registration);
        } catch (IdentityProviderAwayException e) {
            throw ProblemException.unavailable(
                    CommonProblem.UNAVAILABLE, "The log-in service is away; try again.");
        }
    }

    private void requirePolicyInForce(String accepted) {
        var inForce =
                policies.versionInForce()
                        .orElseThrow(() ->
                                ProblemException.unavailable(
                                        CommonProblem.UNAVAILABLE,
                                        "The policy in force is not known yet; try again."));
        if (!inForce.equals(accepted)) {
            throw new ProblemException(
                    RegistrationProblem.POLICY_NOT_ACCEPTED,
                    "Read and accept the version that is in force.");
        }
    }

    private UUID createUser(UUID attemptId, Registration registration) {
        var chosen = registration.username();
        var username = chosen == null ? "u-" + UUID.randomUUID() : chosen;
        try {
            return switch (create(username, registration)) {
                case LoginUsers.Created created -> created.accountId();
                case LoginUsers.Taken _ -> {
                    gate.leave(attemptId);
                    throw Accounts.exists();
                }
                case LoginUsers.Refused refused -> {
                    gate.leave(attemptId);
                    throw refused(refused.field(), "is not accepted by the log-in service");
                }
            };
        } catch (IdentityProviderAwayException e) {
            if (e.mayHaveArrived()) {
                gate.abandon(attemptId);
            } else {
                gate.leave(attemptId);
            }
            throw e;
        }
    }

    /** What an earlier attempt left behind gives way; nobody else can be at it meanwhile. */
    private LoginUsers.Creation create(String username, Registration registration) {
        var email = registration.email();
        var created = users.create(username, email, registration.password());
        return created instanceof LoginUsers.Taken
                        && gate.clearLeftovers(email, registration.username())
                ? users.create(username, email, registration.password())
                : created;
    }

    private ProfileView open(UUID attemptId, UUID accountId, Registration registration) {
        var policy = registration.acceptedPolicy();
        return opening.open(
                attemptId,
                new Accounts.NewAccount(
                        accountId,
                        registration.profile(),
                        region.id(),
                        policy.version(),
                        policy.language()));
    }

    private static ProblemException refused(String field, String message) {
        return ProblemException.invalid(field, message);
    }
}
