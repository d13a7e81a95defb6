package com.bestqi.account.identity;

import com.bestqi.platform.inventory.DataCategory;
import com.bestqi.platform.inventory.ExternalStore;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** The users of the identity provider as a store that is counted, emptied and read back (RI-3). */
@ApplicationScoped
class LoginUserStore implements ExternalStore {
    private final LoginUsers users;

    LoginUserStore(LoginUsers users) {
        this.users = users;
    }

    @Override
    public String name() {
        return "keycloak-user";
    }

    @Override
    public DataCategory category() {
        return DataCategory.CREDENTIAL;
    }

    @Override
    public long count(UUID accountId) {
        return users.exists(accountId) ? 1 : 0;
    }

    @Override
    public void erase(UUID accountId) {
        users.delete(accountId);
    }
}
