package com.bestqi.bench;

import com.bestqi.endtoend.story.Resident;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;

/**
 * Somebody else whose thermostat reports all the while, ten readings twenty times a second, each at
 * its intended moment whether or not the one before was answered in time.
 */
final class Neighbour implements AutoCloseable {
    private static final long EVERY_NANOS = 50_000_000;

    private final Resident resident;
    private final Histogram idle = new Histogram(3);
    private final Histogram busy = new Histogram(3);
    private final Thread thread;
    private volatile Histogram current = new Histogram(3);
    private volatile boolean running = true;

    Neighbour(Resident resident) {
        this.resident = resident;
        this.thread = Thread.ofPlatform().name("neighbour").start(this::report);
    }

    private void report() {
        var thermostat =
                resident.devices().stream()
                        .filter(device -> device.deviceType().equals("thermostat"))
                        .findFirst()
                        .orElseThrow();
        long intended = System.nanoTime();
        while (running) {
            intended += EVERY_NANOS;
            LockSupport.parkNanos(intended - System.nanoTime());
            var into = current;
            thermostat.report("temperature", 10, 20);
            into.recordValue((System.nanoTime() - intended) / 1_000);
        }
    }

    /** Warms up, then measures for a while; milliseconds. */
    double p99(Duration time) {
        LockSupport.parkNanos(time.toNanos() / 2);
        current = idle;
        LockSupport.parkNanos(time.toNanos());
        current = new Histogram(3);
        return idle.getValueAtPercentile(99) / 1e3;
    }

    void begin() {
        current = busy;
    }

    /** The 99th percentile since the beginning; milliseconds. */
    double end() {
        current = new Histogram(3);
        return busy.getValueAtPercentile(99) / 1e3;
    }

    double idleMedian() {
        return idle.getValueAtPercentile(50) / 1e3;
    }

    double busyMedian() {
        return busy.getValueAtPercentile(50) / 1e3;
    }

    @Override
    public void close() throws InterruptedException {
        running = false;
        thread.join();
    }
}
