package com.bestqi.consent.permission;

import com.bestqi.platform.inventory.DataCategory;
import com.bestqi.platform.inventory.Impersonal;
import com.bestqi.platform.inventory.Personal;
import com.bestqi.platform.inventory.Store;
import com.bestqi.platform.subject.Subject;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One grant or withdrawal, as it happened.
 *
 * @param revision of the person's consent state that it made
 * @param since when what it says began to hold without a break
 * @param notice the notice that was shown, as {@code key@version}
 * @param installationId the phone on which it was done, if the app said so
 * @param cause {@code person}, {@code privacy-signal} for {@code Sec-GPC}, or {@code policy-change}
 *     when what the consent was for has changed
 * @param terms what it was about; null in entries from before they were kept
 */
@RegisterForReflection
@Store(
        table = "consent_entry",
        essential = true,
        category = DataCategory.CONSENT,
        purposes = {"PU-1", "PU-5"},
        clauses = {"SD-2", "PM-1", "PM-8", "RI-7"})
public record LedgerEntry(
        @Personal(DataCategory.IDENTIFIER) UUID accountId,
        @Impersonal long revision,
        @Impersonal UUID entryId,
        @Personal(DataCategory.CONSENT) String key,
        @Personal(DataCategory.CONSENT) boolean granted,
        @Personal(DataCategory.CONSENT) Instant since,
        @Personal(DataCategory.CONSENT) @Nullable String notice,
        @Personal(DataCategory.PHONE) @Nullable UUID installationId,
        @Personal(DataCategory.CONSENT) String cause,
        @Personal(DataCategory.CONSENT) Instant createdAt,
        @Personal(DataCategory.CONSENT) @Nullable Terms terms) {

    /** What somebody or something asks to be true of a switch from now on. */
    record Wish(
            String key,
            boolean granted,
            @Nullable String notice,
            @Nullable UUID installationId,
            String cause) {
        static final String BY_PERSON = "person";
        static final String BY_SIGNAL = "privacy-signal";
        static final String BY_POLICY = "policy-change";

        static Wish withdrawal(String key, String cause) {
            return new Wish(key, false, null, null, cause);
        }
    }

    /**
     * The entry that fulfils a wish; empty when it changes nothing. Saying the same thing twice is
     * no new revision; granting again after a newer notice is, and goes on without a break. What
     * comes later is never said to be earlier, whatever clocks do: a grant dated back to before the
     * withdrawal would cover what was sampled in between (PM-8).
     */
    static Optional<LedgerEntry> next(
            Subject subject, Optional<LedgerEntry> last, Wish wish, Instant now) {
        boolean was = last.map(LedgerEntry::granted).orElse(false);
        boolean sameNotice =
                last.map(entry -> Objects.equals(entry.notice, wish.notice())).orElse(true);
        if (was == wish.granted() && (!was || sameNotice)) {
            return Optional.empty();
        }
        var at = last.map(LedgerEntry::createdAt).filter(before -> before.isAfter(now)).orElse(now);
        return Optional.of(
                new LedgerEntry(
                        subject.accountId(),
                        subject.consentRevision() + 1,
                        UUID.randomUUID(),
                        wish.key(),
                        wish.granted(),
                        was && wish.granted() ? last.orElseThrow().since : at,
                        wish.notice(),
                        wish.installationId(),
                        wish.cause(),
                        at,
                        null));
    }

    /** The same entry with what it was about. */
    LedgerEntry about(Terms what) {
        return new LedgerEntry(
                accountId,
                revision,
                entryId,
                key,
                granted,
                since,
                notice,
                installationId,
                cause,
                createdAt,
                what);
    }
}
