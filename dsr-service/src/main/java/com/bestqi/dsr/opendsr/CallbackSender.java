package com.bestqi.dsr.opendsr;

import com.bestqi.dsr.rights.DueDate;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.jboss.logging.Logger;

/** Calls a controller once. Follows no redirect and reads nothing of what is answered. */
@ApplicationScoped
class CallbackSender {
    private static final Logger LOG = Logger.getLogger(CallbackSender.class);
    private static final Duration CONNECT = Duration.ofSeconds(2);
    private static final Duration ANSWER = Duration.ofSeconds(5);

    private final AllowedCallbacks allowed;
    private final SignedAnswer answers;
    private final HttpClient http =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .connectTimeout(CONNECT)
                    .build();

    CallbackSender(AllowedCallbacks allowed, SignedAnswer answers) {
        this.allowed = allowed;
        this.answers = answers;
    }

    /** Whether it was taken. */
    boolean send(Callbacks.Due call) {
        // What was agreed on may have been taken back since.
        if (!allowed.permits(call.controller(), call.url())) {
            LOG.warnf("callback %d goes to an address not agreed on any more", call.id());
            return false;
        }
        var body =
                answers.bytes(
                        new OpenDsrView.Called(
                                call.controller(),
                                DueDate.of(call.receivedAt()),
                                call.url(),
                                call.subjectRequestId(),
                                call.status().word()));
        var request =
                HttpRequest.newBuilder(URI.create(call.url()))
                        .timeout(ANSWER)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofByteArray(body));
        answers.headers(body).forEach(request::header);
        try {
            var answer = http.send(request.build(), BodyHandlers.ofInputStream());
            answer.body().close();
            if (answer.statusCode() / 100 == 2) {
                return true;
            }
            LOG.warnf("callback %d not taken: status %d", call.id(), answer.statusCode());
        } catch (IOException e) {
            LOG.warnf("callback %d not taken: %s", call.id(), e.getClass().getSimpleName());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return false;
    }
}
