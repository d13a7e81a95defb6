package com.bestqi.device.log;

import com.bestqi.device.log.LogEntry.Kind;
import com.bestqi.device.sample.ConsentedSamples;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Entries rest on {@code diagnostics}, those of crashes on {@code storage} too. */
@ApplicationScoped
class ConsentedLogs implements ConsentedSamples {
    private final LogRepository logs;

    ConsentedLogs(LogRepository logs) {
        this.logs = logs;
    }

    @Override
    public int removeTakenAfter(UUID accountId, Set<String> granted, Instant moment) {
        return logs.deleteTakenAfter(accountId, withdrawn(granted), moment);
    }

    private static List<Kind> withdrawn(Set<String> granted) {
        if (!granted.contains(LogRules.DIAGNOSTICS)) {
            return List.of(Kind.values());
        }
        return granted.contains(LogRules.STORAGE) ? List.of() : List.of(Kind.CRASH);
    }
}
