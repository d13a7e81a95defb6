package com.bestqi.dsr.contact;

import static java.nio.charset.StandardCharsets.US_ASCII;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.WebApplicationException;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jboss.logging.Logger;

/** Has the certificate mailed. */
@ApplicationScoped
public class CertificateMail {
    private static final Logger LOG = Logger.getLogger(CertificateMail.class);

    private final NotificationClient notifications;

    CertificateMail(@RestClient NotificationClient notifications) {
        this.notifications = notifications;
    }

    /** What came of a try. */
    public enum Result {
        /** It is on its way. */
        SENT,
        /** It will never be accepted. */
        REFUSED,
        /** Nobody took it; it may be tried again. */
        AWAY
    }

    /**
     * What the mail says.
     *
     * @param result {@code complete}, {@code partial} or {@code failed}
     * @param statusUrl the status link
     * @param certificate goes along as a file
     */
    public record Letter(UUID requestId, String result, String statusUrl, String certificate) {}

    /** Tries once. */
    public Result send(Contact contact, Letter letter) {
        var attachment =
                new NotificationClient.Attachment(
                        "certificate.jwt",
                        "application/jwt",
                        Base64.getEncoder()
                                .encodeToString(letter.certificate().getBytes(US_ASCII)));
        var mail =
                new NotificationClient.Mail(
                        contact.email(),
                        contact.language(),
                        "erasure-certificate",
                        Map.of(
                                "requestId", letter.requestId().toString(),
                                "result", letter.result(),
                                "statusUrl", letter.statusUrl()),
                        attachment);
        try (var answer = notifications.send(mail)) {
            return answer.getStatus() < 300 ? Result.SENT : Result.AWAY;
        } catch (WebApplicationException e) {
            int status = e.getResponse().getStatus();
            LOG.warnf("mail not taken: request %s, status %d", letter.requestId(), status);
            return refused(status) ? Result.REFUSED : Result.AWAY;
        } catch (RuntimeException e) {
            // No connection, no token, time out: whatever it is, the erasure goes on.
            LOG.warnf(
                    "mail not taken: request %s, %s",
                    letter.requestId(), e.getClass().getSimpleName());
            return Result.AWAY;
        }
    }

    static boolean refused(int status) {
        return status == 400 || status == 410 || status == 413 || status == 422;
    }
}
