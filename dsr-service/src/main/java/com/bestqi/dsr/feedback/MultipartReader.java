package com.bestqi.dsr.feedback;

import com.bestqi.platform.problem.CommonProblem;
import com.bestqi.platform.problem.ProblemException;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the parts of a multipart body one after the other, without a file in between: what persons
 * attach lies nowhere in clear. Strict: what is not well formed is refused.
 */
final class MultipartReader {
    private static final Pattern BOUNDARY =
            Pattern.compile("boundary=(?:\"([^\"]{1,70})\"|([^\\s;\"]{1,70}))");
    private static final Pattern NAME = Pattern.compile(";\\s*name=\"([^\"]{0,100})\"");
    private static final int LONGEST_HEADERS = 8 * 1024;
    private static final int BUFFER = 64 * 1024;

    private final PushbackInputStream in;
    private final byte[] delimiter;
    private boolean first = true;

    MultipartReader(InputStream body, @Nullable String contentType) {
        var found = BOUNDARY.matcher(contentType == null ? "" : contentType);
        if (!found.find()) {
            throw malformed();
        }
        var boundary = found.group(1) == null ? found.group(2) : found.group(1);
        this.delimiter = ("\r\n--" + boundary).getBytes(StandardCharsets.ISO_8859_1);
        this.in = new PushbackInputStream(new BufferedInputStream(body, BUFFER), 2);
    }

    /** A part: its name, and its content. */
    record Part(String name, byte[] content) {
        @Override
        public String toString() {
            return "Part[" + name + "]";
        }
    }

    static ProblemException malformed() {
        return new ProblemException(
                FeedbackProblem.MALFORMED_MULTIPART, "Send multipart/form-data as RFC 7578 says.");
    }

    /**
     * The next part; nothing behind the last. One that is larger ends the call with 413.
     *
     * @param limits how large the part of a name may be
     */
    Optional<Part> next(Limits limits) throws IOException {
        if (first) {
            first = false;
            in.unread(new byte[] {'\r', '\n'});
            read(0); // whatever is before the first boundary must be nothing
        }
        int one = in.read();
        int two = in.read();
        if (one == '-' && two == '-') {
            return Optional.empty();
        }
        if (one != '\r' || two != '\n') {
            throw malformed();
        }
        var name = name(headers());
        return Optional.of(new Part(name, read(limits.of(name))));
    }

    /** How large a part may be. */
    interface Limits {
        int of(String name);
    }

    private static String name(String headers) {
        for (var line : headers.split("\r\n", -1)) {
            if (line.toLowerCase(Locale.ROOT).startsWith("content-disposition:")) {
                var found = NAME.matcher(line);
                if (found.find()) {
                    return found.group(1);
                }
            }
        }
        throw malformed();
    }

    private String headers() throws IOException {
        var read = new ByteArrayOutputStream();
        int last = 0;
        while (true) {
            int octet = in.read();
            if (octet < 0 || read.size() > LONGEST_HEADERS) {
                throw malformed();
            }
            read.write(octet);
            last = last << 8 | octet;
            boolean none = read.size() == 2 && (last & 0xffff) == 0x0d0a;
            if (none || last == 0x0d0a0d0a) {
                return read.toString(StandardCharsets.UTF_8);
            }
        }
    }

    /** What comes before the next boundary, which is read over. */
    private byte[] read(int limit) throws IOException {
        var content = new ByteArrayOutputStream(Math.min(limit, 64 * 1024));
        int matched = 0;
        while (matched < delimiter.length) {
            int octet = in.read();
            if (octet < 0) {
                throw malformed();
            }
            if (octet == delimiter[matched]) {
                matched++;
                continue;
            }
            // A boundary begins with the only CR in it: nothing of what was matched can begin one.
            content.write(delimiter, 0, matched);
            matched = octet == delimiter[0] ? 1 : 0;
            if (matched == 0) {
                content.write(octet);
            }
            if (content.size() > limit) {
                if (limit == 0) {
                    throw malformed();
                }
                throw new ProblemException(
                        CommonProblem.PAYLOAD_TOO_LARGE, "A part of it is too large.");
            }
        }
        return content.toByteArray();
    }
}
