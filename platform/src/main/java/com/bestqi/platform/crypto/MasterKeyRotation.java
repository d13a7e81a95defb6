package com.bestqi.platform.crypto;

import com.bestqi.platform.crypto.MasterKeyTable.Known;
import com.bestqi.platform.crypto.MasterKeyTable.Row;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Wraps the keys of persons again with the current master key, and retires the older ones when they
 * wrap nothing any more. What is left to do is in the rows themselves: whoever is killed at it, the
 * next look of whichever replica goes on.
 */
@ApplicationScoped
public class MasterKeyRotation {
    private static final Logger LOG = Logger.getLogger(MasterKeyRotation.class);
    private static final UUID BEFORE_ALL = new UUID(0, 0);

    private final MasterKeys masterKeys;
    private final MasterKeyTable table;
    private final CryptoConfig config;
    private final AtomicLong left = new AtomicLong();
    private volatile boolean running;
    private @Nullable Thread thread;

    /** Everything it needs is injected. */
    public MasterKeyRotation(
            MasterKeys masterKeys,
            MasterKeyTable table,
            CryptoConfig config,
            MeterRegistry metrics) {
        this.masterKeys = masterKeys;
        this.table = table;
        this.config = config;
        Gauge.builder("master.key.rows.left", left, AtomicLong::get)
                .description("Keys of persons that are wrapped with an older master key")
                .register(metrics);
        Gauge.builder("master.key.age.seconds", masterKeys, keys -> keys.seen().currentAgeSeconds())
                .description("For how long the keys database knows the current master key")
                .register(metrics);
        Gauge.builder("master.key.missing", masterKeys, keys -> keys.fault().isEmpty() ? 0 : 1)
                .description("1 while keys of persons do not open, or none can be made")
                .register(metrics);
        Gauge.builder(
                        "master.key.file.broken",
                        masterKeys,
                        keys -> keys.fileFault().isEmpty() ? 0 : 1)
                .description("1 while the file of master keys is not as it should be")
                .register(metrics);
    }

    /** Without a good file of master keys there is no start. */
    public void start(@Observes @Priority(1) StartupEvent event) {
        masterKeys.look();
        running = true;
        thread = Thread.ofPlatform().name("master-keys").daemon().start(this::run);
    }

    public void stop(@Observes ShutdownEvent event) throws InterruptedException {
        running = false;
        var worker = thread;
        if (worker != null) {
            worker.interrupt();
            worker.join(Duration.ofSeconds(5));
        }
    }

    private void run() {
        while (running) {
            try {
                round();
            } catch (RuntimeException e) {
                LOG.warnf("master keys, tries again: %s", e.getClass().getSimpleName());
                LOG.debug("master key failure", e);
            }
            rest(config.masterKeysLookEvery().toNanos());
        }
    }

    private void round() {
        var older = masterKeys.look().older();
        left.set(older.isEmpty() ? 0 : table.count(ids(older)));
        if (!older.isEmpty()) {
            table.alone(() -> older.forEach(this::replace));
        }
    }

    private static List<String> ids(List<Known> keys) {
        return keys.stream().map(Known::id).toList();
    }

    private void replace(Known old) {
        if (old.used()) {
            masterKeys.find(old.id()).ifPresent(this::rewrapAll);
        }
        if (running && table.count(List.of(old.id())) == 0 && table.retire(old.id())) {
            LOG.infof("the master key %s wraps nothing any more and is retired", old.id());
        }
    }

    private void rewrapAll(MasterKey old) {
        var current = masterKeys.current();
        long moved = 0;
        long unreadable = 0;
        var after = BEFORE_ALL;
        while (running) {
            long begun = System.nanoTime();
            var rows = table.wrappedWith(old.id(), after, config.masterKeysChunk());
            if (rows.isEmpty()) {
                break;
            }
            var were = new ArrayList<Row>();
            var fresh = new ArrayList<Row>();
            for (var row : rows) {
                try {
                    var key = old.unwrap(row.subjectId(), row.wrapped());
                    fresh.add(new Row(row.subjectId(), current.wrap(row.subjectId(), key)));
                    were.add(row);
                } catch (GeneralSecurityException e) {
                    LOG.debugf(e, "subject %s: the key does not open", row.subjectId());
                    unreadable++;
                }
            }
            moved += table.rewrap(were, fresh, current.id());
            left.updateAndGet(count -> Math.max(0, count - rows.size()));
            after = rows.getLast().subjectId();
            // Others first: half of one connection's time at most.
            rest(System.nanoTime() - begun);
        }
        if (moved > 0) {
            LOG.infof("%d keys wrapped with %s instead of %s", moved, current.id(), old.id());
        }
        if (unreadable > 0) {
            LOG.errorf(
                    "%d keys do not open with the master key %s, which they name: it stays",
                    unreadable, old.id());
        }
    }

    private void rest(long nanos) {
        try {
            TimeUnit.NANOSECONDS.sleep(nanos);
        } catch (InterruptedException e) {
            running = false;
        }
    }
}
