package com.bestqi.bench;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Bodies of one device: every reading has a time of its own. */
final class ReadingBodies {
    private Instant last = Instant.now();

    synchronized byte[] next(int readings) {
        var now = Instant.now().truncatedTo(ChronoUnit.MICROS);
        var at = now.isAfter(last) ? now : last.plus(1, ChronoUnit.MICROS);
        last = at.plus(readings, ChronoUnit.MICROS);
        var body = new StringBuilder(readings * 75 + 20).append("{\"readings\":[");
        for (int i = 0; i < readings; i++) {
            body.append(i == 0 ? "" : ",")
                    .append("{\"at\":\"")
                    .append(at.plus(i, ChronoUnit.MICROS));
            body.append("\",\"type\":\"temperature\",\"value\":20.5}");
        }
        return body.append("]}").toString().getBytes(StandardCharsets.UTF_8);
    }
}
