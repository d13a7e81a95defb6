package com.bestqi.endtoend.story;

import com.bestqi.platform.proof.Certificate;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a certificate attests, and what it does not, in words for people. */
public final class CertificateWords {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("d MMMM uuuu, HH:mm:ss 'UTC'", Locale.ENGLISH)
                    .withZone(ZoneOffset.UTC);
    private static final String ROW = "  %-14s %-28s %-20s %10s %10s";
    private static final int WIDTH = 90;

    private CertificateWords() {}

    /** All there is to say about a certificate that was found valid. */
    public static List<String> of(Certificate certificate) {
        var lines = summary(certificate);
        lines.add("");
        lines.add("In the words of the certificate, with what it does not claim:");
        lines.addAll(wrapped(certificate.statement()));
        return lines;
    }

    /** What it attests, without the fine print. */
    public static List<String> summary(Certificate certificate) {
        var lines = new ArrayList<String>();
        lines.add("Valid. Issued by " + certificate.iss() + " on " + time(certificate.iat()) + ".");
        lines.add("It is about the account " + certificate.sub());
        lines.add("and the request         " + certificate.requestId() + ".");
        lines.add("");
        lines.add("Result: " + certificate.result() + ". " + meaning(certificate));
        if (certificate.supersedes() != null) {
            lines.add(
                    "It takes the place of the certificate "
                            + certificate.supersedes()
                            + ", issued while something was under a legal hold.");
        }
        lines.add("");
        lines.addAll(table(certificate));
        lines.add("");
        for (var kept : certificate.kept()) {
            lines.add(
                    "Kept: %s, %s, because: %s, until %s."
                            .formatted(kept.service(), kept.store(), kept.ground(), kept.until()));
        }
        lines.add(keys(certificate));
        lines.add(
                "Each service signed its own counts; all "
                        + certificate.services().size()
                        + " signatures and the certificate's own hold.");
        return lines;
    }

    private static String meaning(Certificate certificate) {
        return switch (certificate.result()) {
            case "complete" ->
                    "Every service erased what it had and found nothing when it looked again.";
            case "partial" -> "Something is kept for now; it is named below.";
            default -> "The erasure is not done.";
        };
    }

    private static List<String> table(Certificate certificate) {
        var lines = new ArrayList<String>();
        lines.add(row("service", "store", "category", "erased", "left"));
        long erased = 0;
        long left = 0;
        for (var service : certificate.services()) {
            for (var store : service.stores()) {
                lines.add(
                        row(
                                service.service(),
                                store.store(),
                                store.category(),
                                number(store.erased()),
                                number(store.remaining())));
                erased += store.erased();
                left += store.remaining();
            }
        }
        lines.add(row("all", "", "", number(erased), number(left)));
        return lines;
    }

    private static String keys(Certificate certificate) {
        var without =
                certificate.services().stream()
                        .filter(service -> !service.keyDestroyed())
                        .map(Certificate.ServiceOutcome::service)
                        .toList();
        return without.isEmpty()
                ? "Every service destroyed the key that the person's data were encrypted with."
                : "The person's key is not destroyed in: " + String.join(", ", without) + ".";
    }

    private static String row(
            String service, String store, String category, String erased, String left) {
        return String.format(Locale.ROOT, ROW, service, store, category, erased, left);
    }

    private static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    private static String time(long seconds) {
        return TIME.format(Instant.ofEpochSecond(seconds));
    }

    static List<String> wrapped(String text) {
        var lines = new ArrayList<String>();
        var line = new StringBuilder(" ");
        for (var word : text.strip().split("\\s+")) {
            if (line.length() + word.length() >= WIDTH) {
                lines.add(line.toString());
                line = new StringBuilder(" ");
            }
            line.append(' ').append(word);
        }
        lines.add(line.toString());
        return lines;
    }
}
