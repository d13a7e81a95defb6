package com.bestqi.localstack;

import java.nio.file.Path;

/** One more replica of a service, and where it and its health are reached. */
public record Replica(String service, Part part, String url, String management)
        implements AutoCloseable {
    /** Takes it from another built checkout, from its next start on. */
    public void builtIn(Path checkout) {
        ((ServicePart) part).builtIn(checkout);
    }

    /** Ends it as a crash would. */
    public void kill() {
        part.process().kill();
    }

    /** Stops it as one stops a service. */
    @Override
    public void close() {
        part.stop(Stack.ORDERLY);
    }
}
