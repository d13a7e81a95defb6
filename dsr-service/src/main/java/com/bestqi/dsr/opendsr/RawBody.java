package com.bestqi.dsr.opendsr;

import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.ws.rs.ConstrainedTo;
import jakarta.ws.rs.RuntimeType;
import jakarta.ws.rs.ext.Provider;
import jakarta.ws.rs.ext.ReaderInterceptor;
import jakarta.ws.rs.ext.ReaderInterceptorContext;
import java.io.ByteArrayInputStream;
import java.io.IOException;

/** The body of the present call as it came: the answer has to repeat it. Never written down. */
@RequestScoped
class RawBody {
    private byte[] bytes = {};

    void keep(byte[] body) {
        this.bytes = body;
    }

    byte[] bytes() {
        return bytes;
    }

    /** Keeps it on its way to the one who reads it. */
    @Provider
    @KeepsBody
    @ConstrainedTo(RuntimeType.SERVER) // else it reads what our own clients are answered too
    public static class Keeper implements ReaderInterceptor {
        private final Instance<RawBody> body;

        /** Takes the body when the first call comes: providers are made before. */
        public Keeper(Instance<RawBody> body) {
            this.body = body;
        }

        @Override
        public Object aroundReadFrom(ReaderInterceptorContext context) throws IOException {
            var bytes = context.getInputStream().readAllBytes();
            body.get().keep(bytes);
            context.setInputStream(new ByteArrayInputStream(bytes));
            return context.proceed();
        }
    }
}
