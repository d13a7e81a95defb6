package com.bestqi.dsr.export;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/** Cuts a stream into lines; none may be longer than any row of ours could be. */
final class LineSink extends OutputStream {
    private static final int LONGEST = 64 * 1024 * 1024;

    /** Takes a line without its end. */
    interface Lines {
        void line(byte[] buffer, int offset, int length) throws IOException;
    }

    private final Lines lines;
    private byte[] line = new byte[64 * 1024];
    private int length;

    LineSink(Lines lines) {
        this.lines = lines;
    }

    @Override
    public void write(int octet) throws IOException {
        write(new byte[] {(byte) octet}, 0, 1);
    }

    @Override
    public void write(byte[] buffer, int offset, int count) throws IOException {
        int from = offset;
        int end = offset + count;
        for (int i = from; i < end; i++) {
            if (buffer[i] == '\n') {
                end(buffer, from, i - from);
                from = i + 1;
            }
        }
        append(buffer, from, end - from);
    }

    /** Most lines come in one piece, and are handed on where they lie. */
    private void end(byte[] buffer, int offset, int count) throws IOException {
        if (length == 0) {
            lines.line(buffer, offset, count);
        } else {
            append(buffer, offset, count);
            lines.line(line, 0, length);
            length = 0;
        }
    }

    private void append(byte[] buffer, int offset, int count) throws IOException {
        if (length + count > line.length) {
            if (length + count > LONGEST) {
                throw new IOException("a line is too long");
            }
            line = Arrays.copyOf(line, Math.max(length + count, line.length * 2));
        }
        System.arraycopy(buffer, offset, line, length, count);
        length += count;
    }

    /** Whether everything came in whole lines. */
    boolean complete() {
        return length == 0;
    }
}
