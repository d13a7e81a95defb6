package com.bestqi.endtoend.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/** What arrived at an address, by the API of the mail sink. */
public final class Mailbox {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final String url;

    /** The box of one address. */
    public Mailbox(StackAddresses stack, String address) {
        this.url = stack.mailApi() + "/api/user/" + URLEncoder.encode(address, UTF_8) + "/messages";
    }

    /**
     * One mail.
     *
     * @param source headers and body as they came
     */
    public record Mail(String subject, String source) {}

    /** All mails so far. */
    public List<Mail> mails() {
        var answer = ApiClient.exchange("mailbox", HttpRequest.newBuilder(URI.create(url)).build());
        var mails = new ArrayList<Mail>();
        // GreenMail answers 400 for an address that never got any mail.
        if (answer.status() == 200) {
            for (var mail : answer.json()) {
                mails.add(
                        new Mail(mail.path("subject").asText(), mail.path("mimeMessage").asText()));
            }
        }
        return mails;
    }

    /** Waits until there are at least so many mails, and returns the latest. */
    public Optional<Mail> await(int count) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            var mails = mails();
            if (mails.size() >= count) {
                return Optional.of(mails.getLast());
            }
            if (System.nanoTime() > deadline) {
                return Optional.empty();
            }
            LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
        }
    }
}
