package com.bestqi.platform.web;

import com.bestqi.platform.problem.CommonProblem;
import com.bestqi.platform.problem.ProblemException;
import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.enterprise.inject.Instance;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.ext.Provider;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Refuses bodies over the limit with a 413 in the words of the API, by what they announce and by
 * what they are once inflated. The server's own limit stays behind it, for the worst.
 */
@Provider
public class BodyLimit implements ContainerRequestFilter {

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
        request.setEntityStream(new Counting(request.getEntityStream(), limit));
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
