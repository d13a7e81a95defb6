package com.bestqi.consent.phone;

import com.bestqi.consent.catalogue.PermissionSwitch;
import com.bestqi.consent.catalogue.SwitchCatalogue;
import com.bestqi.platform.inventory.DataCategory;
import com.bestqi.platform.problem.CommonProblem;
import com.bestqi.platform.problem.ProblemException;
import com.bestqi.platform.subject.Processing;
import com.bestqi.platform.subject.Subjects;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Joins what the account grants with what a phone allows. */
@ApplicationScoped
class PhonePermissionService {
    /** Nobody has more phones; somebody who makes up ids does. */
    private static final int MOST_PHONES = 100;

    private final SwitchCatalogue catalogue;
    private final PhonePermissionRepository permissions;
    private final Subjects subjects;
    private final Clock clock;

    PhonePermissionService(
            SwitchCatalogue catalogue,
            PhonePermissionRepository permissions,
            Subjects subjects,
            Clock clock) {
        this.catalogue = catalogue;
        this.permissions = permissions;
        this.subjects = subjects;
        this.clock = clock;
    }

    /**
     * How a switch stands on a phone.
     *
     * @param granted the account's choice
     * @param allowed what the phone said; null when it said nothing, or when phones have no say
     */
    record Standing(String key, boolean granted, @Nullable Boolean allowed) {
        /** The stricter wins; a phone that said nothing leaves it to the account. */
        boolean effective() {
            return granted && !Boolean.FALSE.equals(allowed);
        }
    }

    /** A phone and how every switch stands on it, as of a revision of the account's choices. */
    record PhoneStanding(long revision, List<Standing> standings) {}

    /** Notes what the phone's system lets the app do. */
    @Transactional
    Standing note(UUID accountId, UUID installationId, String key, boolean allowed) {
        var known = catalogue.find(key).orElseThrow(ProblemException::notFound);
        if (!known.ofPhone()) {
            throw new ProblemException(
                    CommonProblem.UNPROCESSABLE, "This switch is no permission of a phone.");
        }
        // That something was turned off is heard under a restriction too.
        var processing = allowed ? Processing.COLLECT : Processing.WITHDRAWAL;
        var subject = subjects.exclusive(accountId, processing, DataCategory.PHONE);
        if (permissions.of(accountId, installationId).isEmpty()
                && permissions.phones(accountId) >= MOST_PHONES) {
            throw new ProblemException(
                    CommonProblem.UNPROCESSABLE, "There are too many phones on this account.");
        }
        permissions.note(accountId, installationId, key, allowed, clock.instant());
        return new Standing(key, subject.granted().containsKey(key), allowed);
    }

    /** How every switch stands on a phone. */
    PhoneStanding all(UUID accountId, UUID installationId) {
        var subject = subjects.live(accountId);
        var said =
                permissions.of(accountId, installationId).stream()
                        .collect(Collectors.toMap(PhonePermission::key, PhonePermission::allowed));
        return new PhoneStanding(
                subject.consentRevision(),
                catalogue.all().stream()
                        .map(PermissionSwitch::key)
                        .map(key ->
                                new Standing(
                                        key, subject.granted().containsKey(key), said.get(key)))
                        .toList());
    }
}
