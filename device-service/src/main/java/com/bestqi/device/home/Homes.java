package com.bestqi.device.home;

import com.bestqi.platform.inventory.DataCategory;
import com.bestqi.platform.subject.Processing;
import com.bestqi.platform.subject.Subjects;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.UUID;

/** The homes of persons. */
@ApplicationScoped
public class Homes {
    private final HomeRepository homes;
    private final Subjects subjects;
    private final Clock clock;

    Homes(HomeRepository homes, Subjects subjects, Clock clock) {
        this.homes = homes;
        this.subjects = subjects;
        this.clock = clock;
    }

    /**
     * The person's own home, made now if there is none yet. The caller holds the lock on the
     * data-subject row.
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public UUID ensure(UUID accountId) {
        return homes.findId(accountId)
                .orElseGet(() -> {
                    homes.insert(accountId, Home.first(), clock.instant());
                    return homes.findId(accountId).orElseThrow();
                });
    }

    @Transactional
    List<Home> list(UUID accountId) {
        var found = homes.find(accountId);
        if (found.isEmpty()) {
            // Consent may be heard of before the registration; the home is there all the same.
            subjects.share(accountId, Processing.STORAGE, DataCategory.HOME);
            ensure(accountId);
            found = homes.find(accountId);
        }
        return found.stream().toList();
    }
}
