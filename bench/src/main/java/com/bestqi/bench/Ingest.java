package com.bestqi.bench;

import com.bestqi.endtoend.story.Device;
import com.bestqi.endtoend.story.Resident;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;

/** Some thermostats that report ten readings as soon as the ten before are stored. */
final class Ingest {
    private static final int READINGS = 10;

    private final List<Device> thermostats;

    Ingest(List<Resident> residents) {
        this.thermostats =
                residents.stream()
                        .flatMap(resident -> resident.devices().stream())
                        .filter(device -> device.deviceType().equals("thermostat"))
                        .toList();
    }

    /** Readings a second that were taken in, over a while. */
    double rate(Duration time) throws InterruptedException, ExecutionException {
        long begun = System.nanoTime();
        var work = new ArrayList<Callable<Integer>>();
        for (var thermostat : thermostats) {
            work.add(() -> {
                int posts = 0;
                while (System.nanoTime() - begun < time.toNanos()) {
                    thermostat.report("temperature", READINGS, 20).expect(202);
                    posts++;
                }
                return posts;
            });
        }
        int posts = 0;
        try (var threads = Executors.newFixedThreadPool(work.size())) {
            for (var done : threads.invokeAll(work)) {
                posts += done.get();
            }
        }
        return posts * READINGS / ((System.nanoTime() - begun) / 1e9);
    }
}
