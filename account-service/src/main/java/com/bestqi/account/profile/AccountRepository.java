package com.bestqi.account.profile;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The account rows. */
@ApplicationScoped
class AccountRepository implements PanacheRepositoryBase<Account, UUID> {

    boolean taken(byte[] emailIndex, byte @Nullable [] usernameIndex) {
        return count("emailIndex = ?1", emailIndex) > 0
                || (usernameIndex != null && count("usernameIndex = ?1", usernameIndex) > 0);
    }

    Optional<Account> having(byte[] emailIndex) {
        return find("emailIndex = ?1", emailIndex).firstResultOptional();
    }

    Optional<Account> of(UUID accountId) {
        return findByIdOptional(accountId);
    }
}
