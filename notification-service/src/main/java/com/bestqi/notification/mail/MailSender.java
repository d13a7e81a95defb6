package com.bestqi.notification.mail;

import io.vertx.core.buffer.Buffer;
import io.vertx.ext.mail.MailAttachment;
import io.vertx.ext.mail.MailClient;
import io.vertx.ext.mail.MailMessage;
import io.vertx.ext.mail.SMTPException;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Hands letters to the mail server, one try for each. */
@ApplicationScoped
public class MailSender {
    private static final Logger LOG = Logger.getLogger(MailSender.class);

    /** A domain that never exists (RFC 6761): the address of an account of nobody. */
    private static final String NOWHERE = ".invalid";

    private final MailConnections connections;
    private final MailConfig config;

    MailSender(MailConnections connections, MailConfig config) {
        this.connections = connections;
        this.config = config;
    }

    /** What came of a try. */
    public enum Delivery {
        /** The server took it. */
        TAKEN,
        /** It was certainly not taken; it may be tried again. */
        AWAY,
        /** The server will never take it. */
        REFUSED,
        /** The server did not answer to the end: it may have taken it. */
        DOUBTFUL
    }

    /** A file that goes with a letter. */
    public record Attachment(String fileName, String contentType, byte[] content) {
        @Override
        public String toString() {
            return "Attachment[hidden]";
        }
    }

    /**
     * Tries once, on a connection of its own.
     *
     * @param name names the message in {@code Message-ID}, so that a repetition is seen as one
     */
    public Delivery send(String name, String to, Letter letter, @Nullable Attachment attachment) {
        try (var line = new Line()) {
            return line.send(name, to, null, letter, attachment);
        }
    }

    /** A connection for some letters, one after the other; not for several threads. */
    public Line open() {
        return new Line();
    }

    /** A connection that is made when the first letter needs it, and anew after a failure. */
    public final class Line implements AutoCloseable {
        private @Nullable MailClient client;

        private Line() {}

        /**
         * As {@link MailSender#send}.
         *
         * @param wayBack the envelope's sender, if it is not the mail's
         */
        public Delivery send(
                String name,
                String to,
                @Nullable String wayBack,
                Letter letter,
                @Nullable Attachment attachment) {
            if (to.toLowerCase(Locale.ROOT).endsWith(NOWHERE)) {
                LOG.debugf("mail to nobody not sent message=%s", name);
                return Delivery.TAKEN;
            }
            try {
                var open = client == null ? connections.open() : client;
                client = open;
                var message = message(name, to, letter, attachment);
                if (wayBack != null) {
                    message.setBounceAddress(wayBack);
                }
                deliver(open, message);
                return Delivery.TAKEN;
            } catch (RuntimeException | ExecutionException | TimeoutException e) {
                close();
                // The failure's own words may hold the address.
                var delivery = judge(e);
                LOG.warnf(
                        "mail not sent message=%s delivery=%s cause=%s",
                        name, delivery, e.getClass().getSimpleName());
                return delivery;
            }
        }

        @Override
        public void close() {
            var open = client;
            client = null;
            if (open != null) {
                var unused = open.close();
            }
        }
    }

    private MailMessage message(
            String name, String to, Letter letter, @Nullable Attachment attachment) {
        var message =
                new MailMessage()
                        .setFrom(config.from())
                        .setTo(to)
                        .setSubject(letter.title())
                        .setText(LetterLayout.text(letter).render())
                        .setHtml(LetterLayout.html(letter).render())
                        .addHeader("Message-ID", messageId(name))
                        .addHeader("Auto-Submitted", "auto-generated")
                        .addHeader("Content-Language", letter.language());
        var stop = letter.stopUrl();
        if (stop != null) {
            message.addHeader("List-Unsubscribe", "<" + stop + ">")
                    .addHeader("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
        }
        if (attachment != null) {
            message.setAttachment(
                    MailAttachment.create()
                            .setName(attachment.fileName())
                            .setContentType(attachment.contentType())
                            .setDisposition("attachment")
                            .setData(Buffer.buffer(attachment.content())));
        }
        return message;
    }

    private void deliver(MailClient client, MailMessage message)
            throws ExecutionException, TimeoutException {
        try {
            client.sendMail(message)
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(config.timeout().toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TimeoutException("interrupted");
        }
    }

    private String messageId(String name) {
        return "<" + name + config.from().substring(config.from().indexOf('@')) + ">";
    }

    static Delivery judge(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SMTPException reply) {
                return reply.isPermanent() ? Delivery.REFUSED : Delivery.AWAY;
            }
            if (cause instanceof ConnectException || cause instanceof UnknownHostException) {
                return Delivery.AWAY;
            }
            if (cause instanceof IllegalArgumentException) {
                return Delivery.REFUSED;
            }
        }
        return Delivery.DOUBTFUL;
    }
}
