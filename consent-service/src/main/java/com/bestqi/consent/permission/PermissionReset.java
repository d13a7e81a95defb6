package com.bestqi.consent.permission;

import com.bestqi.consent.catalogue.PermissionSwitch;
import com.bestqi.consent.catalogue.Purpose;
import com.bestqi.consent.catalogue.PurposeCatalogue;
import com.bestqi.consent.catalogue.SwitchCatalogue;
import com.bestqi.consent.permission.LedgerEntry.Wish;
import com.bestqi.platform.inventory.DataCategory;
import com.bestqi.platform.subject.Processing;
import com.bestqi.platform.subject.Subjects;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/** What a change of what consents are for does to those given before (AC-3). */
@ApplicationScoped
public class PermissionReset {
    private final SwitchCatalogue catalogue;
    private final PurposeCatalogue purposes;
    private final PermissionService permissions;
    private final Subjects subjects;

    PermissionReset(
            SwitchCatalogue catalogue,
            PurposeCatalogue purposes,
            PermissionService permissions,
            Subjects subjects) {
        this.catalogue = catalogue;
        this.purposes = purposes;
        this.permissions = permissions;
        this.subjects = subjects;
    }

    /** Whether there is a switch or a purpose of this key. */
    public boolean knows(String key) {
        return catalogue.find(key).isPresent() || purposes.find(key).isPresent();
    }

    /**
     * The switches whose grants a change of these ends: those that are named themselves, and those
     * that are for a named purpose which rests on consent.
     */
    public List<String> switchesOf(Collection<String> changed) {
        return catalogue.all().stream()
                .filter(one ->
                        changed.contains(one.key())
                                || one.purposes().stream()
                                        .filter(changed::contains)
                                        .anyMatch(this::restsOnConsent))
                .map(PermissionSwitch::key)
                .toList();
    }

    private boolean restsOnConsent(String purpose) {
        return purposes.find(purpose)
                .filter(known -> known.basis() == Purpose.Basis.CONSENT)
                .isPresent();
    }

    /**
     * Ends what a live person granted before a time and has not withdrawn since: the person is
     * asked again. What was granted later was granted for the new purpose and stays.
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public void end(UUID accountId, Collection<String> keys, Instant grantedBefore) {
        var subject = subjects.exclusive(accountId, Processing.WITHDRAWAL, DataCategory.CONSENT);
        for (var key : keys) {
            var since = subject.granted().get(key);
            if (since != null && since.isBefore(grantedBefore)) {
                permissions.set(accountId, Wish.withdrawal(key, Wish.BY_POLICY), null);
            }
        }
    }
}
