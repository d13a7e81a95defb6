package com.bestqi.device.reading;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** Cuts a stream into lines without ever holding more than one; a line has a greatest length. */
final class NdjsonLines {
    private static final int BUFFER = 16 * 1024;
    private static final int LONGEST = 64 * 1024;
    private static final byte[] TOO_LONG = {'?'};

    private final InputStream stream;
    private final byte[] buffer = new byte[BUFFER];
    private final ByteArrayOutputStream line = new ByteArrayOutputStream(256);
    private int position;
    private int end;
    private boolean cut;

    NdjsonLines(InputStream stream) {
        this.stream = stream;
    }

    /**
     * The next line without its break, or null at the end. One that is too long comes as something
     * that is no JSON.
     */
    byte @Nullable [] next() throws IOException {
        line.reset();
        cut = false;
        boolean any = false;
        while (position < end || fill()) {
            any = true;
            int stop = position;
            while (stop < end && buffer[stop] != '\n') {
                stop++;
            }
            keep(stop);
            if (stop < end) {
                position = stop + 1;
                return taken();
            }
            position = end;
        }
        return any ? taken() : null;
    }

    private boolean fill() throws IOException {
        position = 0;
        end = Math.max(0, stream.read(buffer));
        return end > 0;
    }

    private void keep(int stop) {
        if (line.size() + stop - position > LONGEST) {
            cut = true;
        } else {
            line.write(buffer, position, stop - position);
        }
    }

    private byte[] taken() {
        return cut ? TOO_LONG : line.toByteArray();
    }
}
