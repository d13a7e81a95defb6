package com.bestqi.platform.web;

import com.bestqi.platform.problem.CommonProblem;
import com.bestqi.platform.problem.ProblemException;
import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.enterprise.inject.Instance;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.ext.Provider;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * Unpacks bodies that come as gzip, and refuses those over the limit with a 413 in the words of the
 * API, by what they announce and by what they are once unpacked. The server's own limit stays
 * behind it, for the worst.
 */
@Provider
public class BodyLimit implements ContainerRequestFilter {
    private static final int BUFFER = 8 * 1024;

    /** What a service may allow. */
    @ConfigMapping(prefix = "bestqi.body")
    public interface Config {
        /** Largest JSON body. */
        @WithDefault("1M")
        MemorySize jsonMaxSize();

        /** Largest body of any other type. */
        @WithDefault("1M")
        MemorySize otherMaxSize();
    }

    private final Instance<Config> config;

    /** Takes the configuration when the first call comes: providers are made before it is known. */
    public BodyLimit(Instance<Config> config) {
        this.config = config;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        long limit = limit(request.getMediaType());
        // A negative length is one that is not announced.
        if (request.getLength() > limit) {
            throw tooLarge();
        }
        var body = request.getEntityStream();
        request.setEntityStream(new Counting(packed(request) ? new Unpacking(body) : body, limit));
    }

    /** Whether the body is packed; 415 when it is in a way that nobody here can undo. */
    private static boolean packed(ContainerRequestContext request) {
        var encoding = request.getHeaderString(HttpHeaders.CONTENT_ENCODING);
        return switch (encoding == null ? "" : encoding.strip().toLowerCase(Locale.ROOT)) {
            case "", "identity" -> false;
            case "gzip", "x-gzip" -> true;
            default ->
                    throw new ProblemException(
                                    CommonProblem.UNSUPPORTED_MEDIA_TYPE,
                                    "Send the body as it is, or as gzip.")
                            .header("Accept-Encoding", "gzip");
        };
    }

    private long limit(MediaType type) {
        boolean json =
                type != null
                        && (type.getSubtype().equals("json")
                                || type.getSubtype().endsWith("+json"));
        return (json ? config.get().jsonMaxSize() : config.get().otherMaxSize()).asLongValue();
    }

    private static ProblemException tooLarge() {
        return new ProblemException(CommonProblem.PAYLOAD_TOO_LARGE, "Send less at once.");
    }

    /** Reads nothing before it is asked to, for a call may be refused without its body. */
    private static final class Unpacking extends InputStream {
        private final InputStream packed;
        private @Nullable InputStream body;

        Unpacking(InputStream packed) {
            this.packed = packed;
        }

        @Override
        public int read() throws IOException {
            var one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            try {
                var unpacked = body;
                if (unpacked == null) {
                    unpacked = new GZIPInputStream(packed, BUFFER);
                    body = unpacked;
                }
                return unpacked.read(buffer, offset, length);
            } catch (ZipException | EOFException e) {
                throw new ProblemException(CommonProblem.BAD_REQUEST, "The body is no gzip.");
            }
        }

        @Override
        public void close() throws IOException {
            packed.close();
        }
    }

    private static final class Counting extends FilterInputStream {
        private long left;

        Counting(InputStream body, long limit) {
            super(body);
            this.left = limit;
        }

        @Override
        public int read() throws IOException {
            int octet = super.read();
            count(octet < 0 ? 0 : 1);
            return octet;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int read = super.read(buffer, offset, length);
            count(Math.max(read, 0));
            return read;
        }

        private void count(int read) {
            left -= read;
            if (left < 0) {
                throw tooLarge();
            }
        }
    }
}
