package com.bestqi.account.profile;

import com.bestqi.platform.crypto.BlindIndex;
import com.bestqi.platform.crypto.SubjectKeys;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/** Closes profiles into account rows and opens them, with the person's own key (SE-4). */
@ApplicationScoped
class ProfileSeal {
    private final SubjectKeys keys;
    private final BlindIndex index;
    private final Clock clock;

    ProfileSeal(SubjectKeys keys, BlindIndex index, Clock clock) {
        this.keys = keys;
        this.index = index;
        this.clock = clock;
    }

    Account account(Accounts.NewAccount opened) {
        return new Account(opened, keys.cipher(opened.accountId()), index, clock.instant());
    }

    void change(Account account, Profile profile) {
        account.change(profile, keys.cipher(account.accountId()), index);
    }

    Profile open(Account account) {
        return account.open(keys.cipher(account.accountId()));
    }

    ProfileView view(Account account) {
        return account.view(keys.cipher(account.accountId()));
    }

    byte[] emailIndex(String email) {
        return Lookup.email(index, email);
    }

    byte @Nullable [] usernameIndex(@Nullable String username) {
        return Lookup.username(index, username);
    }
}
