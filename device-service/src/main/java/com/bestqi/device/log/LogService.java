package com.bestqi.device.log;

import com.bestqi.device.log.LogRepository.Sender;
import com.bestqi.device.phone.Phones;
import com.bestqi.device.sample.Refusal;
import com.bestqi.platform.problem.ProblemException;
import com.bestqi.platform.subject.Subjects;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

@ApplicationScoped
class LogService {
    private final LogRepository logs;
    private final Phones phones;
    private final Subjects subjects;
    private final Clock clock;

    LogService(LogRepository logs, Phones phones, Subjects subjects, Clock clock) {
        this.logs = logs;
        this.phones = phones;
        this.subjects = subjects;
        this.clock = clock;
    }

    /**
     * What became of a batch.
     *
     * @param accepted how many were taken in, in either form
     * @param desensitised how many of them without anybody
     * @param duplicates how many had been kept before
     */
    record Outcome(int accepted, int desensitised, int duplicates, List<Refusal> refused) {}

    /** Judges and stores a batch under one lock, with at most two inserts. */
    @Transactional
    Outcome store(UUID accountId, Sender sender, List<LogItem> items) {
        var owner = subjects.shareForItems(accountId);
        if (phones.isForeign(accountId, sender.installationId())) {
            throw ProblemException.notFound();
        }
        var rules = new LogRules(owner, Network.of(sender.ipAddress()), clock.instant());
        var identified = new ArrayList<LogEntry>();
        var desensitised = new ArrayList<DesensitisedEntry>();
        var refused = new ArrayList<Refusal>();
        for (int i = 0; i < items.size(); i++) {
            switch (rules.judge(items.get(i))) {
                case LogRules.Identified(var entry) -> identified.add(entry);
                case LogRules.Desensitised(var entry) -> desensitised.add(entry);
                case LogRules.Refused(var reason) -> refused.add(new Refusal(i, reason));
            }
        }
        int stored = logs.insert(owner, sender, identified);
        logs.insert(desensitised);
        return new Outcome(
                stored + desensitised.size(),
                desensitised.size(),
                identified.size() - stored,
                refused);
    }
}
