package com.bestqi.device.reading;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NdjsonLinesTest {

    private static List<String> lines(InputStream stream) throws IOException {
        var lines = new NdjsonLines(stream);
        var found = new ArrayList<String>();
        for (var line = lines.next(); line != null; line = lines.next()) {
            found.add(new String(line, UTF_8));
        }
        return found;
    }

    private static List<String> lines(String text) throws IOException {
        return lines(new ByteArrayInputStream(text.getBytes(UTF_8)));
    }

    @Test
    void linesEndWithABreakOrWithTheStream() throws IOException {
        assertThat(lines("")).isEmpty();
        assertThat(lines("a")).containsExactly("a");
        assertThat(lines("a\n")).containsExactly("a");
        assertThat(lines("a\n\nb")).containsExactly("a", "", "b");
        assertThat(lines("\n")).containsExactly("");
    }

    @Test
    void aLineThatIsTooLongIsNotKeptAndTheNextOneIs() throws IOException {
        var endless = "x".repeat(200_000);

        assertThat(lines(endless + "\nnext")).containsExactly("?", "next");
        assertThat(lines("before\n" + endless)).containsExactly("before", "?");
    }

    @Test
    void howTheBytesArriveMakesNoDifference() throws IOException {
        var random = new Random(42);
        var text = new StringBuilder();
        for (int i = 0; i < 2_000; i++) {
            text.append("é".repeat(random.nextInt(60))).append('\n');
        }
        var bytes = text.toString().getBytes(UTF_8);
        var dripping =
                new ByteArrayInputStream(bytes) {
                    @Override
                    public int read(byte[] into, int offset, int length) {
                        return super.read(into, offset, Math.min(length, 1 + random.nextInt(7)));
                    }
                };

        assertThat(lines(dripping)).isEqualTo(text.toString().lines().toList());
    }
}
