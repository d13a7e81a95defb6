package com.bestqi.localstack;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Starts the parts as early as each can: the services once the database and the broker are there.
 * Keycloak takes longest and is needed by nobody's start, so it starts beside them.
 */
final class StartOrder {
    private final Consumer<String> start;
    private final Runnable onFailure;
    private final AtomicReference<@Nullable StackException> failure = new AtomicReference<>();

    /**
     * An order in which nothing has been started yet.
     *
     * @param start starts the part with this name and returns when it is ready
     * @param onFailure called as soon as one part fails, and expected to make an end of the others
     */
    StartOrder(Consumer<String> start, Runnable onFailure) {
        this.start = start;
        this.onFailure = onFailure;
    }

    /** Returns when everything is ready; fails with what failed first. */
    void run() {
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            Step step =
                    (name, after) ->
                            CompletableFuture.allOf(after)
                                    .thenRunAsync(() -> startOne(name), executor);
            var database = step.start("postgres");
            var broker = step.start("kafka");
            var all = new ArrayList<CompletableFuture<Void>>(List.of(database, broker));
            all.add(step.start("keycloak", database));
            all.add(step.start("mail"));
            all.add(step.start("gateway"));
            Services.ALL.forEach(service -> all.add(step.start(service, database, broker)));
            CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).join();
        } catch (CompletionException e) {
            var first = failure.get();
            throw first == null ? e : first;
        }
    }

    private void startOne(String name) {
        try {
            start.accept(name);
        } catch (StackException e) {
            if (failure.compareAndSet(null, e)) {
                onFailure.run();
            }
            throw e;
        }
    }

    private interface Step {
        CompletableFuture<Void> start(String name, CompletableFuture<?>... after);
    }
}
