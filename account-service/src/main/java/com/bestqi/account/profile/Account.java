package com.bestqi.account.profile;

import com.bestqi.platform.crypto.BlindIndex;
import com.bestqi.platform.crypto.SubjectCipher;
import com.bestqi.platform.inventory.DataCategory;
import com.bestqi.platform.inventory.Impersonal;
import com.bestqi.platform.inventory.Personal;
import com.bestqi.platform.inventory.Store;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One person's account. Confidential fields are ciphertext here; a cipher opens them. */
@Entity
@RegisterForReflection
@Store(
        table = "account",
        essential = true,
        category = DataCategory.PROFILE,
        purposes = {"PU-1", "PU-3"},
        clauses = {"AC-1", "AC-2", "TR-1"})
class Account {
    @Id
    @Personal(DataCategory.IDENTIFIER)
    private UUID accountId;

    @Personal(value = DataCategory.CONTACT, confidential = true)
    private byte[] email;

    @Personal(DataCategory.CONTACT)
    private byte[] emailIndex;

    @Personal(value = DataCategory.PROFILE, confidential = true)
    private byte @Nullable [] username;

    @Personal(DataCategory.PROFILE)
    private byte @Nullable [] usernameIndex;

    @Personal(value = DataCategory.CONTACT, confidential = true)
    private byte @Nullable [] phone;

    @Personal(value = DataCategory.PROFILE, confidential = true)
    private byte @Nullable [] name;

    @Personal(value = DataCategory.PROFILE, confidential = true)
    private byte @Nullable [] nickname;

    @Personal(DataCategory.PROFILE)
    private String countryCode;

    @Personal(DataCategory.PROFILE)
    private String language;

    @Personal(DataCategory.PROFILE)
    private String timeZone;

    @Personal(DataCategory.PROFILE)
    private String region;

    @Personal(DataCategory.CONTACT)
    private boolean emailVerified;

    @Personal(DataCategory.POLICY_ACCEPTANCE)
    private String policyVersion;

    @Personal(DataCategory.POLICY_ACCEPTANCE)
    private String policyLanguage;

    @Impersonal private long version;
    @Impersonal private Instant createdAt;

    @SuppressWarnings("NullAway.Init")
    protected Account() {}

    @SuppressWarnings("NullAway.Init")
    Account(Accounts.NewAccount opened, SubjectCipher cipher, BlindIndex index, Instant at) {
        this.accountId = opened.accountId();
        this.region = opened.region();
        this.policyVersion = opened.policyVersion();
        this.policyLanguage = opened.policyLanguage();
        this.createdAt = at;
        this.version = 1;
        seal(opened.profile(), cipher, index);
    }

    /** Replaces the whole profile; a new address is not verified. One version further. */
    void change(Profile profile, SubjectCipher cipher, BlindIndex index) {
        if (!profile.email().equals(open(cipher).email())) {
            emailVerified = false;
        }
        seal(profile, cipher, index);
        version++;
    }

    private void seal(Profile profile, SubjectCipher cipher, BlindIndex index) {
        email = cipher.encryptBytes("account.email", Lookup.bytes(profile.email()));
        emailIndex = Lookup.email(index, profile.email());
        username = cipher.encrypt("account.username", profile.username());
        usernameIndex = Lookup.username(index, profile.username());
        phone = cipher.encrypt("account.phone", profile.phone());
        name = cipher.encrypt("account.name", profile.name());
        nickname = cipher.encrypt("account.nickname", profile.nickname());
        countryCode = profile.countryCode();
        language = profile.language();
        timeZone = profile.timeZone();
    }

    /** The profile in plain text. */
    Profile open(SubjectCipher cipher) {
        return new Profile(
                Lookup.text(cipher.decryptBytes("account.email", email)),
                cipher.decrypt("account.username", username),
                cipher.decrypt("account.phone", phone),
                cipher.decrypt("account.name", name),
                cipher.decrypt("account.nickname", nickname),
                countryCode,
                language,
                timeZone);
    }

    ProfileView view(SubjectCipher cipher) {
        var profile = open(cipher);
        return new ProfileView(
                accountId,
                profile.email(),
                emailVerified,
                profile.username(),
                profile.phone(),
                profile.name(),
                profile.nickname(),
                countryCode,
                language,
                timeZone,
                region,
                new ProfileView.AcceptedPolicy(policyVersion, policyLanguage),
                createdAt,
                version);
    }

    UUID accountId() {
        return accountId;
    }

    long version() {
        return version;
    }
}
