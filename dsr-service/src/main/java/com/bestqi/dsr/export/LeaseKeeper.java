package com.bestqi.dsr.export;

import java.time.Duration;

/** Goes on holding a lease while somebody waits for a slow service. */
final class LeaseKeeper implements AutoCloseable {
    private static final Duration EVERY = Duration.ofSeconds(5);

    private final Thread keeper;

    LeaseKeeper(Runnable hold) {
        this.keeper = Thread.ofVirtual().start(() -> keep(hold));
    }

    private static void keep(Runnable hold) {
        try {
            while (true) {
                Thread.sleep(EVERY);
                hold.run();
            }
        } catch (InterruptedException | RuntimeException e) {
            // Over, or lost: whoever writes next finds that out.
        }
    }

    @Override
    public void close() {
        keeper.interrupt();
    }
}
