package com.bestqi.device;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import org.jboss.logmanager.formatters.PatternFormatter;

/** Everything the service logs while it is open, stack traces included. */
public final class LogRecorder extends Handler implements AutoCloseable {
    private final Queue<String> lines = new ConcurrentLinkedQueue<>();
    private final PatternFormatter formatter = new PatternFormatter("%s%e%n");
    private final Logger root = Logger.getLogger("");

    private LogRecorder() {}

    public static LogRecorder start() {
        var recorder = new LogRecorder();
        recorder.root.addHandler(recorder);
        Logger.getLogger(LogRecorder.class.getName()).info("recording");
        return recorder;
    }

    public String text() {
        return lines.stream().collect(Collectors.joining("\n"));
    }

    @Override
    public void publish(LogRecord line) {
        lines.add(formatter.format(line));
    }

    @Override
    public void flush() {
        // Nothing is held back.
    }

    @Override
    public void close() {
        root.removeHandler(this);
    }
}
