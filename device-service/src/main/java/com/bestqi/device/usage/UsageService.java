package com.bestqi.device.usage;

import com.bestqi.device.phone.Phones;
import com.bestqi.device.sample.Refusal;
import com.bestqi.platform.event.PrivacySignalGiven;
import com.bestqi.platform.inventory.DataCategory;
import com.bestqi.platform.outbox.Outbox;
import com.bestqi.platform.problem.ProblemException;
import com.bestqi.platform.subject.Processing;
import com.bestqi.platform.subject.Subjects;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.UUID;

@ApplicationScoped
class UsageService {
    private final UsageRepository usage;
    private final Phones phones;
    private final Subjects subjects;
    private final Outbox outbox;
    private final Clock clock;

    UsageService(
            UsageRepository usage, Phones phones, Subjects subjects, Outbox outbox, Clock clock) {
        this.usage = usage;
        this.phones = phones;
        this.subjects = subjects;
        this.outbox = outbox;
        this.clock = clock;
    }

    /**
     * What became of a batch.
     *
     * @param accepted how many were taken in, in either form
     * @param aggregated how many of them only as a count
     * @param duplicates how many had been kept before
     */
    record Outcome(int accepted, int aggregated, int duplicates, List<Refusal> refused) {}

    /** Judges and stores a batch under one lock, with at most two statements. */
    @Transactional
    Outcome store(UUID accountId, UUID installationId, List<UsageItem> items, boolean objects) {
        var owner = subjects.shareForItems(accountId);
        if (phones.isForeign(accountId, installationId)) {
            throw ProblemException.notFound();
        }
        var rules = new UsageRules(owner, objects, clock.instant());
        var identified = new ArrayList<UsageEvent>();
        var counts = new TreeMap<UsageCount, Long>();
        var refused = new ArrayList<Refusal>();
        for (int i = 0; i < items.size(); i++) {
            switch (rules.judge(items.get(i))) {
                case UsageRules.Identified(var event) -> identified.add(event);
                case UsageRules.Counted(var count) -> counts.merge(count, 1L, Long::sum);
                case UsageRules.Refused(var reason) -> refused.add(new Refusal(i, reason));
            }
        }
        int stored = usage.insert(owner, installationId, identified);
        usage.count(counts);
        int aggregated = items.size() - identified.size() - refused.size();
        return new Outcome(stored + aggregated, aggregated, identified.size() - stored, refused);
    }

    /**
     * Passes the privacy signal on to the authority on consent, if there is anything it could turn
     * off.
     */
    @Transactional
    void heedPrivacySignal(UUID accountId) {
        var person = subjects.share(accountId, Processing.WITHDRAWAL, DataCategory.USAGE);
        // A copy that may be old knows of too few grants, not only of too many.
        if (!person.current() || person.granted().containsKey(UsageRules.ANALYTICS)) {
            outbox.add(new PrivacySignalGiven(accountId, clock.instant()));
        }
    }
}
