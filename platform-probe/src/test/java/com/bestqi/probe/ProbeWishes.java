package com.bestqi.probe;

import com.bestqi.platform.event.AccountRegistered;
import com.bestqi.platform.event.Topics;
import com.bestqi.platform.inbox.EventListener;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** A listener of a service that cannot apply what a test does not want it to. */
@ApplicationScoped
public class ProbeWishes implements EventListener<AccountRegistered> {
    private final Set<UUID> refused = ConcurrentHashMap.newKeySet();
    private final Map<UUID, Integer> heard = new ConcurrentHashMap<>();

    public void refuse(UUID accountId) {
        refused.add(accountId);
    }

    public void allow(UUID accountId) {
        refused.remove(accountId);
    }

    /** How often an event about a person got through. */
    public int heard(UUID accountId) {
        return heard.getOrDefault(accountId, 0);
    }

    @Override
    public Class<AccountRegistered> type() {
        return AccountRegistered.class;
    }

    @Override
    public String topic() {
        return Topics.ACCOUNT_EVENTS;
    }

    @Override
    public void on(AccountRegistered event) {
        if (refused.contains(event.accountId())) {
            throw new IllegalStateException("as the test wants it");
        }
        heard.merge(event.accountId(), 1, Integer::sum);
    }
}
