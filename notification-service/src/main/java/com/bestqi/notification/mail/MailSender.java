package com.bestqi.notification.mail;

import io.quarkus.mailer.Mail;
import io.quarkus.mailer.reactive.ReactiveMailer;
import io.vertx.ext.mail.SMTPException;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.ConnectException;
import java.net.UnknownHostException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Hands letters to the mail server, one try at a time. */
@ApplicationScoped
public class MailSender {
    private static final Logger LOG = Logger.getLogger(MailSender.class);

    private final ReactiveMailer mailer;
    private final MailConfig config;

    MailSender(ReactiveMailer mailer, MailConfig config) {
        this.mailer = mailer;
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
     * Tries once.
     *
     * @param name names the message in {@code Message-ID}, so that a repetition is seen as one
     */
    public Delivery send(String name, String to, Letter letter, @Nullable Attachment attachment) {
        try {
            var mail =
                    new Mail()
                            .addTo(to)
                            .setSubject(letter.title())
                            .setText(LetterLayout.text(letter).render())
                            .setHtml(LetterLayout.html(letter).render())
                            .addHeader("Message-ID", messageId(name))
                            .addHeader("Auto-Submitted", "auto-generated")
                            .addHeader("Content-Language", letter.language());
            if (attachment != null) {
                mail.addAttachment(
                        attachment.fileName(), attachment.content(), attachment.contentType());
            }
            mailer.send(mail).await().atMost(config.timeout());
            return Delivery.TAKEN;
        } catch (RuntimeException e) {
            // The failure's own words may hold the address.
            var delivery = judge(e);
            LOG.warnf(
                    "mail not sent message=%s delivery=%s cause=%s",
                    name, delivery, e.getClass().getSimpleName());
            return delivery;
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
