package com.bestqi.notification.message;

import com.bestqi.notification.contact.Contact;
import com.bestqi.notification.contact.ContactLookup;
import com.bestqi.notification.preference.Channel;
import com.bestqi.platform.inbox.CatchUp;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Sends what is due, some at a time, for as long as the service runs. */
@ApplicationScoped
class MessageWorker {
    private static final Logger LOG = Logger.getLogger(MessageWorker.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final int AT_ONCE = 8;

    private final MessageQueue queue;
    private final MessageService messages;
    private final ContactLookup contacts;
    private final MessageWakes wakes;
    private final CatchUp catchUp;
    private volatile boolean running;
    private @Nullable Thread thread;

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
        thread = Thread.ofPlatform().name("message-worker").daemon().start(this::run);
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        running = false;
        wakes.now();
        var worker = thread;
        if (worker != null) {
            worker.join(Duration.ofSeconds(5));
        }
    }

    private void run() {
        while (running) {
            try {
                // On an older copy of the database the tombstones must be up first.
                if (catchUp.awaitReplayed(POLL) && round() < AT_ONCE) {
                    wakes.await(POLL);
                }
            } catch (InterruptedException e) {
                running = false;
            } catch (RuntimeException e) {
                LOG.warnf("messages wait, tried again: %s", e.getClass().getSimpleName());
                LOG.debug("message round failure", e);
                rest();
            }
        }
    }

    private void rest() {
        try {
            wakes.await(POLL);
        } catch (InterruptedException e) {
            running = false;
        }
    }

    private int round() throws InterruptedException {
        int doubtful = queue.doubt();
        if (doubtful > 0) {
            LOG.warnf("mails in doubt after a crash, not sent again count=%d", doubtful);
        }
        var claimed = queue.claim(AT_ONCE);
        if (claimed.isEmpty()) {
            return 0;
        }
        sendAll(claimed);
        return claimed.size();
    }

    private void sendAll(List<PendingMessage> claimed) throws InterruptedException {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var tasks =
                    claimed.stream()
                            .<Callable<Boolean>>map(message -> () -> send(message))
                            .toList();
            for (var done : threads.invokeAll(tasks)) {
                try {
                    done.get();
                } catch (ExecutionException e) {
                    // Its lease ends by itself; then it is pending, or in doubt if it was begun.
                    LOG.warnf("message waits for its lease: %s", name(e.getCause()));
                }
            }
        }
    }

    private static String name(@Nullable Throwable failure) {
        return failure == null ? "unknown" : failure.getClass().getSimpleName();
    }

    private boolean send(PendingMessage message) {
        if (!messages.admit(message)) {
            return true;
        }
        switch (contacts.ask(message.accountId())) {
            case ContactLookup.Found found -> send(message, found.contact());
            case ContactLookup.Gone _ -> queue.settle(message, "GIVEN_UP");
            case ContactLookup.Away _ -> queue.retry(message);
        }
        return true;
    }

    private void send(PendingMessage message, Contact contact) {
        if (message.channel() == Channel.PUSH) {
            messages.push(message, contact);
        } else if (messages.begin(message, contact)) {
            messages.mail(message, contact);
        }
    }
}
