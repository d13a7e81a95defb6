package com.bestqi.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.bestqi.platform.database.Database;
import com.bestqi.platform.test.StackResource;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.eclipse.microprofile.context.ThreadContext;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A transaction has one thread, else its rollback can fail and what it wrote is there after all.
 */
@QuarkusTest
@WithTestResource(StackResource.class)
@Tag("F1")
class TransactionThreadTest {
    @Inject ThreadContext threads;
    @Inject Database database;

    @Test
    void whatGoesOnElsewhereIsInNoTransaction() {
        boolean elsewhere =
                QuarkusTransaction.requiringNew()
                        .call(() ->
                                CompletableFuture.supplyAsync(
                                                threads.contextualSupplier(
                                                        QuarkusTransaction::isActive))
                                        .join());

        assertThat(elsewhere).isFalse();
    }

    @Test
    void whatTakesTooLongLeavesNothing() {
        var late = UUID.randomUUID();

        assertThatThrownBy(() ->
                        QuarkusTransaction.requiringNew()
                                .timeout(1)
                                .run(() -> {
                                    database.update(
                                            "INSERT INTO inbox_event VALUES (?, now())", late);
                                    database.query("SELECT pg_sleep(3)", rows -> 1);
                                }))
                .isInstanceOf(RuntimeException.class);

        assertThat(
                        database.query(
                                "SELECT event_id FROM inbox_event WHERE event_id = ?",
                                rows -> 1,
                                late))
                .isEmpty();
    }
}
