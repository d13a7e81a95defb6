package com.bestqi.dsr.erasure;

import com.bestqi.platform.erasure.ErasureTasks;
import com.bestqi.platform.time.DatabaseClock;
import com.bestqi.platform.worker.BackOff;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/** Takes a case one step further. Every step may be repeated from its start. */
@ApplicationScoped
class CaseSteps {
    private static final BackOff OWN_ROWS =
            new BackOff(Duration.ofMillis(50), Duration.ofSeconds(1));
    private static final BackOff MAIL_AGAIN =
            new BackOff(Duration.ofSeconds(1), Duration.ofMinutes(1));

    private final ErasureCaseRepository cases;
    private final BeginErasure begin;
    private final Watchdog watchdog;
    private final FinishErasure finish;
    private final CertificateDelivery delivery;
    private final ErasureTasks tasks;
    private final DatabaseClock clock;

    CaseSteps(
            ErasureCaseRepository cases,
            BeginErasure begin,
            Watchdog watchdog,
            FinishErasure finish,
            CertificateDelivery delivery,
            ErasureTasks tasks,
            DatabaseClock clock) {
        this.cases = cases;
        this.begin = begin;
        this.watchdog = watchdog;
        this.finish = finish;
        this.delivery = delivery;
        this.tasks = tasks;
        this.clock = clock;
    }

    void step(ErasureCase claimed) {
        switch (claimed.state()) {
            case RECEIVED, COOLING_OFF -> begin.step(claimed);
            case RUNNING -> {
                if (claimed.awaited().isEmpty()) {
                    finish(claimed);
                } else {
                    watchdog.step(claimed);
                }
            }
            case PARTIAL, COMPLETED, FAILED -> rest(claimed);
        }
    }

    private void finish(ErasureCase claimed) {
        switch (finish.tryOnce(claimed.requestId())) {
            case CLOSED -> rest(claimed);
            case NOT_OURS -> {}
            case ANSWERS_LACKING -> askThoseWhoCameLater(claimed);
            case OWN_ROWS_LEFT -> waitForOwnRows(claimed);
            case MAIL_NOT_TAKEN -> waitForMail(claimed);
        }
    }

    private void rest(ErasureCase over) {
        long keyMark = delivery.forget(over.requestId());
        QuarkusTransaction.requiringNew()
                .run(() -> {
                    tasks.sawKeyMark(over.accountId(), keyMark);
                    cases.rest(over.requestId());
                });
    }

    private void askThoseWhoCameLater(ErasureCase claimed) {
        QuarkusTransaction.requiringNew()
                .run(() ->
                        cases.lock(claimed.requestId())
                                .ifPresent(locked ->
                                        cases.await(
                                                locked.requestId(),
                                                finish.lacking(locked.requestId()))));
    }

    private void waitForOwnRows(ErasureCase claimed) {
        var pause = OWN_ROWS.after(claimed.tries() - 1);
        QuarkusTransaction.requiringNew()
                .run(() ->
                        cases.lock(claimed.requestId())
                                .ifPresent(locked -> {
                                    if (watchdog.due(locked)) {
                                        watchdog.sendAgain(locked);
                                    }
                                    cases.tryAgainAt(
                                            locked.requestId(), clock.instant().plus(pause));
                                }));
    }

    private void waitForMail(ErasureCase claimed) {
        var pause = MAIL_AGAIN.after(claimed.mailTries());
        QuarkusTransaction.requiringNew()
                .run(() -> cases.mailNotTaken(claimed.requestId(), clock.instant().plus(pause)));
    }
}
