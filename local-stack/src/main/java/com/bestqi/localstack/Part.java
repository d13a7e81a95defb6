package com.bestqi.localstack;

import java.time.Duration;

/**
 * One process of the stack. It can be started again after it stopped or was killed, and then works
 * on the same data. All methods may be called from any thread; calls on one part are taken one at a
 * time.
 */
public interface Part {
    /**
     * The name shown to people and used for the log file, such as {@code kafka} or {@code device}.
     */
    String name();

    /** Starts the process and returns when it does its work, not earlier. */
    void start();

    /** Asks the process to end, and ends it hard when it has not done so within {@code atMost}. */
    void stop(Duration atMost);

    /** The running process. */
    ChildProcess process();

    /** Returns whether the part does its work at this moment. */
    boolean ready();
}
