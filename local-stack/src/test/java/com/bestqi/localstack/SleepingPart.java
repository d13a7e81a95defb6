package com.bestqi.localstack;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A part that does nothing, or dies as soon as it is started. */
final class SleepingPart implements Part {
    private final ProcessPart part;
    private final Path folder;
    volatile boolean broken;

    SleepingPart(String name, Path folder) {
        this.part = new ProcessPart(name, folder);
        this.folder = folder;
    }

    @Override
    public String name() {
        return "sleeper";
    }

    @Override
    public void start() {
        part.launch(broken ? List.of("false") : List.of("sleep", "600"), Map.of(), folder);
        part.awaitReady(Duration.ofSeconds(10), this);
    }

    @Override
    public void stop(Duration atMost) {
        part.stop(atMost);
    }

    @Override
    public ChildProcess process() {
        return part.process();
    }

    @Override
    public boolean ready() {
        return !broken && part.alive();
    }
}
