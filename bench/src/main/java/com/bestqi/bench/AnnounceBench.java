package com.bestqi.bench;

import com.bestqi.endtoend.client.StackAddresses;
import com.bestqi.endtoend.inspection.Databases;
import com.bestqi.endtoend.story.BrokenPromise;
import com.bestqi.endtoend.story.Crowd;
import com.bestqi.endtoend.story.Patience;
import java.time.Duration;
import java.util.UUID;

/**
 * How fast everybody is told: mails of an announcement beside what the mail server takes from a
 * client that does nothing else, over as many connections and to as many addresses.
 */
final class AnnounceBench implements Bench.Measurement {
    private static final int PEOPLE = Bench.number("BENCH_ANNOUNCE_PEOPLE", 4_000);
    private static final int CONNECTIONS = 8;
    private static final int WORDS_BYTES = 500;
    private static final int MAIL_BYTES = 2_000;
    private static final double AT_LEAST = 0.7;
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @Override
    public void run(StackAddresses stack, Report report) throws Exception {
        var databases = new Databases(stack);
        var officer = new Officer(stack);
        try (var crowd = Crowd.of(stack, PEOPLE)) {
            var addresses = crowd.people().stream().map(Crowd::address).toList();
            var limit = new SmtpLoad(stack, MAIL_BYTES);
            var rounds =
                    Rounds.of(
                            () -> {
                                // It keeps what it gets; what a full one takes is no limit.
                                limit.emptyServer();
                                return limit.run(addresses, CONNECTIONS);
                            },
                            () -> {
                                limit.emptyServer();
                                return announce(officer, databases);
                            },
                            report);
            rounds.tell("mails of an announcement / mail server alone", AT_LEAST, report);
        }
    }

    /** Mails a second, from when staff were answered to the last mail. */
    private static double announce(Officer officer, Databases databases) {
        var announcementId = officer.announce("BREACH", "Twelve words. ".repeat(WORDS_BYTES / 14));
        long begun = System.nanoTime();
        Patience.until(
                PATIENCE,
                () -> mails(databases, announcementId, "state = 'SENT'"),
                sent -> sent >= PEOPLE);
        double seconds = (System.nanoTime() - begun) / 1e9;
        long sent = mails(databases, announcementId, "state = 'SENT'");
        BrokenPromise.unless(sent == PEOPLE, sent + " mails were sent to " + PEOPLE);
        BrokenPromise.unless(
                mails(databases, announcementId, "state <> 'SENT'") == 0,
                "mails are left that were not sent");
        return sent / seconds;
    }

    private static long mails(Databases databases, UUID announcementId, String which) {
        return databases.number(
                "notification",
                "SELECT count(*) FROM message WHERE announcement_id = ? AND " + which,
                announcementId);
    }
}
