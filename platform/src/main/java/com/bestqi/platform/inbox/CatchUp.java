package com.bestqi.platform.inbox;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * How far a start has come. The database may be an older copy: until every directive that was ever
 * given is known to it, nothing else is read or worked on; until what they erase is gone, nobody is
 * served (I-6). Once open it stays open, whatever goes away later.
 */
@ApplicationScoped
public class CatchUp {
    private enum Phase {
        REPLAYING,
        ERASING,
        OPEN
    }

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private volatile Phase phase = Phase.REPLAYING;
    private volatile String reason = "starting";

    /** Whether every directive given before the start is known here: all tombstones are up. */
    public boolean replayed() {
        return phase != Phase.REPLAYING;
    }

    /** Whether the service may serve. */
    public boolean open() {
        return phase == Phase.OPEN;
    }

    /** What the start waits for, for operators; empty once it is over. */
    public String reason() {
        return reason;
    }

    /** Begins anew. */
    public void begin() {
        reach(Phase.REPLAYING, "starting");
    }

    /** Says what is waited for now. */
    public void waitFor(String what) {
        reason = what;
    }

    /** All tombstones are up. */
    public void reachReplayed() {
        reach(Phase.ERASING, "erasing what the directives name");
    }

    /** Nothing is left that must not be served. */
    public void reachOpen() {
        reach(Phase.OPEN, "");
    }

    /** Waits until all tombstones are up; false when that takes longer. */
    public boolean awaitReplayed(Duration atMost) throws InterruptedException {
        return await(Phase.ERASING, atMost);
    }

    /** Waits until the service may serve; false when that takes longer. */
    public boolean awaitOpen(Duration atMost) throws InterruptedException {
        return await(Phase.OPEN, atMost);
    }

    private void reach(Phase reached, String why) {
        lock.lock();
        try {
            reason = why;
            phase = reached;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private boolean await(Phase wanted, Duration atMost) throws InterruptedException {
        long left = atMost.toNanos();
        lock.lockInterruptibly();
        try {
            while (phase.compareTo(wanted) < 0 && left > 0) {
                left = changed.awaitNanos(left);
            }
            return phase.compareTo(wanted) >= 0;
        } finally {
            lock.unlock();
        }
    }
}
