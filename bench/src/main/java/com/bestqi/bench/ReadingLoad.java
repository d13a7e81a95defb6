package com.bestqi.bench;

/** A way for readings into the product. */
interface ReadingLoad extends AutoCloseable {
    /** What it is called. */
    String name();

    /** Sends for a round, so many readings a message; returns those acknowledged a second. */
    double rate(int readings) throws Exception;

    /** How many were acknowledged since the beginning. */
    long acknowledged();
}
