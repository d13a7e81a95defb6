package com.bestqi.device;

import com.bestqi.platform.problem.CommonProblem;
import com.bestqi.platform.problem.ProblemException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.ext.Provider;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Holds bodies to 1 MiB, and those in NDJSON to 10 MiB, counted as the service reads them: a gzip
 * body inflated. A body that names its length is refused before any of it is read.
 */
@Provider
class BodyLimit implements ContainerRequestFilter {
    private static final long ORDINARY = 1024 * 1024;
    private static final long NDJSON = 10 * ORDINARY;

    @Override
    public void filter(ContainerRequestContext request) {
        long limit = isNdjson(request) ? NDJSON : ORDINARY;
        if (request.getLength() > limit) {
            throw tooLarge();
        }
        if (request.hasEntity()) {
            request.setEntityStream(new Limited(request.getEntityStream(), limit));
        }
    }

    private static boolean isNdjson(ContainerRequestContext request) {
        var type = request.getMediaType();
        return type != null && type.getSubtype().equalsIgnoreCase("x-ndjson");
    }

    private static ProblemException tooLarge() {
        return new ProblemException(CommonProblem.PAYLOAD_TOO_LARGE, "Send less at once.");
    }

    private static final class Limited extends FilterInputStream {
        private long left;

        Limited(InputStream stream, long limit) {
            super(stream);
            this.left = limit;
        }

        @Override
        public int read() throws IOException {
            int one = super.read();
            if (one >= 0) {
                count(1);
            }
            return one;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            int some = super.read(into, offset, length);
            if (some > 0) {
                count(some);
            }
            return some;
        }

        private void count(int bytes) {
            left -= bytes;
            if (left < 0) {
                throw tooLarge();
            }
        }
    }
}
