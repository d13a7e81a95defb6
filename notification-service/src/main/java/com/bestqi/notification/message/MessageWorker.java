package com.bestqi.notification.message;

import com.bestqi.notification.contact.Contact;
import com.bestqi.notification.contact.ContactLookup;
import com.bestqi.notification.preference.Channel;
import com.bestqi.notification.preference.NotificationKind.Urgency;
import com.bestqi.platform.inbox.CatchUp;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Sends what is due, many at a time, for as long as the service runs. What is urgent has a thread
 * of its own, so that no round of other mails stands before it. Of the others two have mails going
 * out at a time, while one more prepares its round.
 */
@ApplicationScoped
class MessageWorker {
    private static final Logger LOG = Logger.getLogger(MessageWorker.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final int AT_ONCE = 100;
    private static final int SIDE_BY_SIDE = 8;
    private static final int MAILING = 2;

    /** The most that each may send. */
    private static final List<Urgency> WORKERS =
            List.of(Urgency.HIGH, Urgency.PATIENT, Urgency.PATIENT, Urgency.PATIENT);

    private final MessageQueue queue;
    private final MessageService messages;
    private final ContactLookup contacts;
    private final MessageWakes wakes;
    private final CatchUp catchUp;
    private final List<Thread> threads = new ArrayList<>();
    private final Semaphore turns = new Semaphore(MAILING, true);
    private volatile boolean running;

    MessageWorker(
            MessageQueue queue,
            MessageService messages,
            ContactLookup contacts,
            MessageWakes wakes,
            CatchUp catchUp) {
        this.queue = queue;
        this.messages = messages;
        this.contacts = contacts;
        this.wakes = wakes;
        this.catchUp = catchUp;
    }

    void start(@Observes StartupEvent event) {
        running = true;
        for (var most : WORKERS) {
            threads.add(
                    Thread.ofPlatform()
                            .name("message-worker-" + most + "-" + threads.size())
                            .daemon()
                            .start(() -> run(most)));
        }
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        running = false;
        wakes.now();
        for (var thread : threads) {
            thread.join(Duration.ofSeconds(5));
        }
    }

    private void run(Urgency most) {
        while (running) {
            try {
                // On an older copy of the database the tombstones must be up first.
                if (catchUp.awaitReplayed(POLL) && round(most) < AT_ONCE) {
                    wakes.await(most, POLL);
                }
            } catch (InterruptedException e) {
                running = false;
            } catch (RuntimeException e) {
                LOG.warnf("messages wait, tried again: %s", e.getClass().getSimpleName());
                LOG.debug("message round failure", e);
                rest(most);
            }
        }
    }

    private void rest(Urgency most) {
        try {
            wakes.await(most, POLL);
        } catch (InterruptedException e) {
            running = false;
        }
    }

    private int round(Urgency most) throws InterruptedException {
        int doubtful = queue.doubt();
        if (doubtful > 0) {
            LOG.warnf("mails in doubt after a crash, not sent again count=%d", doubtful);
        }
        var claimed = queue.claim(most, AT_ONCE);
        if (!claimed.isEmpty()) {
            send(claimed, most);
        }
        return claimed.size();
    }

    private void send(List<PendingMessage> claimed, Urgency most) throws InterruptedException {
        var admitted = messages.admit(claimed);
        mail(admitted.mails(), most);
        push(admitted.pushes());
        var asked = addressed(admitted.unknown());
        if (asked.isEmpty()) {
            return;
        }
        mail(messages.begin(by(Channel.MAIL, asked)), most);
        push(by(Channel.PUSH, asked));
    }

    private static List<Addressed> by(Channel channel, List<Addressed> some) {
        return some.stream().filter(one -> one.message().channel() == channel).toList();
    }

    private void mail(List<Addressed> begun, Urgency most) throws InterruptedException {
        if (begun.isEmpty()) {
            return;
        }
        if (most == Urgency.HIGH) {
            messages.mail(begun);
            return;
        }
        turns.acquire();
        try {
            messages.mail(begun);
        } finally {
            turns.release();
        }
    }

    private void push(List<Addressed> some) throws InterruptedException {
        if (!some.isEmpty()) {
            messages.disclose(some);
            each(
                    some,
                    one -> {
                        messages.push(one);
                        return one;
                    });
        }
    }

    /** Those whose person can be reached; the others are given up or wait. */
    private List<Addressed> addressed(List<PendingMessage> unknown) throws InterruptedException {
        return each(
                unknown,
                message -> {
                    var contact = ask(message);
                    return contact == null ? null : new Addressed(message, contact);
                });
    }

    private @Nullable Contact ask(PendingMessage message) {
        switch (contacts.ask(message.accountId())) {
            case ContactLookup.Found(var contact) -> {
                return contact;
            }
            case ContactLookup.Gone _ -> queue.settle(List.of(message), "GIVEN_UP");
            case ContactLookup.Away _ -> queue.retry(message);
        }
        return null;
    }

    /**
     * Does something for each, some side by side: a slow provider or account-service must not hold
     * every connection of this service. What fails waits for its lease.
     */
    private static <A, B> List<B> each(List<A> some, Function<A, @Nullable B> action)
            throws InterruptedException {
        var done = new ArrayList<B>();
        try (var threads =
                Executors.newFixedThreadPool(SIDE_BY_SIDE, Thread.ofVirtual().factory())) {
            var tasks = some.stream().map(one -> threads.submit(() -> action.apply(one))).toList();
            for (var task : tasks) {
                try {
                    var result = task.get();
                    if (result != null) {
                        done.add(result);
                    }
                } catch (ExecutionException e) {
                    LOG.warnf("message waits for its lease: %s", name(e.getCause()));
                }
            }
        }
        return done;
    }

    private static String name(@Nullable Throwable failure) {
        return Objects.requireNonNullElse(failure, new IllegalStateException())
                .getClass()
                .getSimpleName();
    }
}
