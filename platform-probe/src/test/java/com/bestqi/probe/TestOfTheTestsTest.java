package com.bestqi.probe;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.bestqi.platform.database.Database;
import com.bestqi.platform.test.StackResource;
import com.bestqi.probe.Saboteur.Guard;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.enterprise.inject.spi.CDI;
import jakarta.inject.Inject;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** With a guard of the product taken out, the test that is there for it turns red. */
@QuarkusTest
@WithTestResource(StackResource.class)
@Tag("F3")
@Tag("F9")
class TestOfTheTestsTest {
    @Inject Saboteur saboteur;
    @Inject Database database;

    @AfterEach
    void putBack() {
        saboteur.putBack();
        database.update(
                "DELETE FROM probe_secret s USING data_subject d"
                        + " WHERE d.account_id = s.account_id AND d.state = 'ERASED'");
    }

    @Test
    void withoutTheInboxADuplicateIsNoticed() throws Exception {
        var test = made(new InboxTest());

        turnsRed(Guard.INBOX, test::anEventDeliveredTwiceIsAppliedOnce);
    }

    @Test
    void withoutTheFenceAFrozenReplicaIsNoticed() throws Exception {
        var test = made(new RetentionTest());
        test.nothingIsLeftToExpire();

        turnsRed(Guard.FENCE, test::aReplicaThatLostItsLeaseDeletesNothingMore);
    }

    @Test
    void withoutTheTombstoneAWriteAfterTheErasureIsNoticed() throws Exception {
        var test = made(new ErasureTest());

        turnsRed(
                Guard.TOMBSTONE,
                test::nothingIsStoredAfterTheTombstoneAndNothingBringsThePersonBack);
    }

    private void turnsRed(Guard guard, ThrowingCallable test) {
        assertThatCode(test).doesNotThrowAnyException();
        saboteur.takeOut(guard);
        assertThatThrownBy(test).isInstanceOf(AssertionError.class);
        saboteur.putBack();
        assertThatCode(test).doesNotThrowAnyException();
    }

    /** A test class as JUnit would make it. */
    private static <T> T made(T test) throws IllegalAccessException {
        for (var field : test.getClass().getDeclaredFields()) {
            if (field.isAnnotationPresent(Inject.class)) {
                field.setAccessible(true);
                field.set(test, CDI.current().select(field.getType()).get());
            }
        }
        return test;
    }
}
