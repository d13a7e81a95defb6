package com.bestqi.device.reading;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.bestqi.device.reading.ReadingItem.Entry;
import com.bestqi.platform.problem.ProblemException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

class BrokenNdjsonTest {
    private static final String LINE = "{\"type\":\"temperature\",\"value\":20.5}\n";

    private static final InputStream BROKEN =
            new InputStream() {
                @Override
                public int read() throws IOException {
                    throw new IOException("broken off");
                }
            };

    @Test
    void wholeLinesBeforeTheBreakAreHandedOver() {
        var sent = LINE.repeat(ReadingBodies.BATCH + 3) + LINE.substring(0, 20);
        var body = new SequenceInputStream(new ByteArrayInputStream(sent.getBytes(UTF_8)), BROKEN);
        var taken = new ArrayList<Entry>();

        assertThatThrownBy(() -> new ReadingBodies(new JsonMapper()).ndjson(body, taken::addAll))
                .isInstanceOf(ProblemException.class);

        assertThat(taken).hasSize(ReadingBodies.BATCH + 3);
        assertThat(taken.getLast().index()).isEqualTo(ReadingBodies.BATCH + 2);
        assertThat(taken).allSatisfy(entry -> assertThat(entry.item()).isNotNull());
    }
}
