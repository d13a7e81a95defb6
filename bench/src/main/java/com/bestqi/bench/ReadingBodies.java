package com.bestqi.bench;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Bodies of one device: every reading has a time of its own. */
final class ReadingBodies {
    private final Kind kind;
    private Instant last = Instant.now();

    ReadingBodies(Kind kind) {
        this.kind = kind;
    }

    /** What the readings say. */
    enum Kind {
        /** A number that needs no consent and lies in clear. */
        NUMBER("temperature", "\"value\":20.5"),
        /** A text that needs no consent and lies as ciphertext. */
        TEXT("mode", "\"text\":\"auto, until seven\""),
        /** A text that needs consent and lies as ciphertext. */
        TEXT_WITH_CONSENT("transcript", "\"text\":\"auto, until seven\"");

        private final String rest;

        Kind(String type, String content) {
            this.rest = "\",\"type\":\"" + type + "\"," + content + "}";
        }
    }

    synchronized byte[] next(int readings) {
        var now = Instant.now().truncatedTo(ChronoUnit.MICROS);
        var at = now.isAfter(last) ? now : last.plus(1, ChronoUnit.MICROS);
        last = at.plus(readings, ChronoUnit.MICROS);
        var body = new StringBuilder(readings * 85 + 20).append("{\"readings\":[");
        for (int i = 0; i < readings; i++) {
            body.append(i == 0 ? "" : ",")
                    .append("{\"at\":\"")
                    .append(at.plus(i, ChronoUnit.MICROS))
                    .append(kind.rest);
        }
        return body.append("]}").toString().getBytes(StandardCharsets.UTF_8);
    }
}
