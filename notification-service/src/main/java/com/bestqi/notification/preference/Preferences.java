package com.bestqi.notification.preference;

import com.bestqi.platform.crypto.BlindIndex;
import com.bestqi.platform.inventory.DataCategory;
import com.bestqi.platform.problem.ProblemException;
import com.bestqi.platform.subject.Processing;
import com.bestqi.platform.subject.Subject;
import com.bestqi.platform.subject.Subjects;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.Base64;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Keeps what people chose, and says what it means for a message. */
@ApplicationScoped
public class Preferences {
    /** The switch that overrules all choices (PM-6). */
    public static final String SWITCH = "notifications";

    private static final int TOKEN_BYTES = 32;

    private final PreferenceRepository preferences;
    private final Subjects subjects;
    private final BlindIndex index;
    private final Clock clock;

    Preferences(
            PreferenceRepository preferences, Subjects subjects, BlindIndex index, Clock clock) {
        this.preferences = preferences;
        this.subjects = subjects;
        this.index = index;
        this.clock = clock;
    }

    /** What these people chose, with one query; who is missing chose nothing. */
    public Map<UUID, Preference> of(Collection<UUID> accountIds) {
        return preferences.find(accountIds);
    }

    /** Whether the switch is on; not known for certain is off (G7). */
    public static boolean switchedOn(Subject subject) {
        return subject.permits(SWITCH);
    }

    /** What the person sees. */
    Preference show(UUID accountId) {
        subjects.live(accountId);
        return preferences.find(accountId);
    }

    /** Takes the place of all that was chosen before. */
    @Transactional
    Preference replace(UUID accountId, Preference chosen) {
        // Fewer messages are wanted as often as more: no restriction stands against it.
        subjects.exclusive(accountId, Processing.CORRECTION, DataCategory.MESSAGE);
        preferences.put(accountId, chosen, clock.instant());
        return chosen;
    }

    /**
     * The tokens of the one click that ends mails of this kind to these people, which work as long
     * as their accounts exist. Part of the caller's transaction, which holds their locks.
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public Map<UUID, String> tokens(Collection<UUID> accountIds, NotificationKind kind) {
        var made = new HashMap<UUID, byte[]>();
        accountIds.forEach(accountId -> made.put(accountId, tokenOf(accountId, kind)));
        preferences.addTokens(made, kind);
        var texts = new HashMap<UUID, String>();
        made.forEach((accountId, token) ->
                texts.put(
                        accountId, Base64.getUrlEncoder().withoutPadding().encodeToString(token)));
        return texts;
    }

    private byte[] tokenOf(UUID accountId, NotificationKind kind) {
        return index.of("unsubscription.token", accountId + " " + kind.name());
    }

    /**
     * Turns the mails of a kind off that the token belongs to, and says which; again changes
     * nothing. Throws 404 for a token that belongs to nobody, or to somebody erased.
     */
    @Transactional
    NotificationKind unsubscribe(@Nullable String token) {
        var click = preferences.click(decoded(token)).orElseThrow(ProblemException::notFound);
        try {
            subjects.exclusive(click.accountId(), Processing.CORRECTION, DataCategory.MESSAGE);
        } catch (ProblemException erased) {
            // Nobody without a login learns that there was an account.
            throw ProblemException.notFound();
        }
        var before = preferences.find(click.accountId());
        preferences.put(
                click.accountId(), before.without(click.kind(), Channel.MAIL), clock.instant());
        return click.kind();
    }

    private static byte[] decoded(@Nullable String token) {
        try {
            var bytes = Base64.getUrlDecoder().decode(token == null ? "" : token);
            if (bytes.length == TOKEN_BYTES) {
                return bytes;
            }
        } catch (IllegalArgumentException e) {
            throw ProblemException.notFound();
        }
        throw ProblemException.notFound();
    }
}
