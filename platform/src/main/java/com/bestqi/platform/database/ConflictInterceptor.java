package com.bestqi.platform.database;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.annotation.Priority;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import jakarta.transaction.Transactional;
import org.jspecify.annotations.Nullable;

/**
 * Stands around every {@code @Transactional} method, outside the transaction: one that begins a
 * transaction is repeated on a conflict, one that joins a transaction is not, nor is one marked
 * {@link NotRepeatable}.
 */
@Transactional
@Interceptor
@Priority(Interceptor.Priority.PLATFORM_BEFORE + 100)
public class ConflictInterceptor {
    private final Conflicts conflicts;

    /** Everything it needs is injected. */
    public ConflictInterceptor(Conflicts conflicts) {
        this.conflicts = conflicts;
    }

    /** Runs the method, again where that helps and does no harm. */
    @AroundInvoke
    public @Nullable Object around(InvocationContext invocation) throws Exception {
        boolean whole =
                !QuarkusTransaction.isActive()
                        && !invocation.getMethod().isAnnotationPresent(NotRepeatable.class);
        return whole ? conflicts.repeat(invocation::proceed) : invocation.proceed();
    }
}
