package com.bestqi.bench;

import com.bestqi.endtoend.client.ApiClient;
import com.bestqi.endtoend.client.Login;
import com.bestqi.endtoend.client.StackAddresses;
import com.bestqi.endtoend.inspection.Databases;
import com.bestqi.endtoend.story.BrokenPromise;
import com.bestqi.endtoend.story.Patience;
import com.bestqi.endtoend.story.Person;
import com.bestqi.endtoend.story.Resident;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.ConcurrentHistogram;

/**
 * How fast everybody is told: mails of an announcement beside what the mail server takes from a
 * client that does nothing else, over as many connections; and how long it takes from a notice to
 * the apps that watch their inboxes. The people are registered as anybody is.
 */
final class AnnounceBench implements Bench.Measurement {
    private static final int PEOPLE = number("BENCH_ANNOUNCE_PEOPLE", 100);
    private static final int ANNOUNCEMENTS = 10;
    private static final int CONNECTIONS = 8;
    private static final int MAIL_BYTES = 2_000;
    private static final int STREAMS = number("BENCH_ANNOUNCE_STREAMS", 1_000);
    private static final int NOTICES = 100;
    private static final double AT_LEAST = 0.7;
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private static int number(String variable, int usual) {
        return Integer.parseInt(System.getenv().getOrDefault(variable, Integer.toString(usual)));
    }

    @Override
    public void run(StackAddresses stack, Report report) throws Exception {
        var people = new ArrayList<Resident>();
        for (int i = 0; i < PEOPLE; i++) {
            people.add(Resident.register(stack, Person.called("Anna")));
        }
        var databases = new Databases(stack);
        var officer = ApiClient.of(stack).as(new Login(stack).direct("officer", "officer"));
        settle(databases);
        var limit = new SmtpLoad(stack, MAIL_BYTES);
        int mails = PEOPLE * ANNOUNCEMENTS;
        var rounds =
                Rounds.of(
                        () -> limit.run(mails, CONNECTIONS),
                        () -> announce(officer, databases),
                        report);
        rounds.tell("mails of an announcement / mail server alone", AT_LEAST, report);
        watch(stack, people, report);
    }

    /** Everybody's welcome is behind them. */
    private static void settle(Databases databases) {
        Patience.until(
                PATIENCE,
                () ->
                        databases.number(
                                "notification",
                                "SELECT count(*) FROM message WHERE state IN ('PENDING', 'SENDING')"),
                left -> left == 0);
    }

    /** Mails a second, from the first announcement to the last mail. */
    private static double announce(ApiClient officer, Databases databases) {
        long begun = System.nanoTime();
        var announced = new ArrayList<UUID>();
        for (int i = 0; i < ANNOUNCEMENTS; i++) {
            var body =
                    Map.of(
                            "kind",
                            "BREACH",
                            "title",
                            Map.of("en", "Measured " + i),
                            "body",
                            Map.of("en", "x".repeat(MAIL_BYTES / 4)));
            announced.add(
                    UUID.fromString(
                            officer.post("/v1/admin/announcements", body)
                                    .expect(202)
                                    .text("/announcementId")));
        }
        var ids = "('" + String.join("','", announced.stream().map(UUID::toString).toList()) + "')";
        var of = " FROM message WHERE announcement_id IN " + ids;
        long sent =
                Patience.until(
                        PATIENCE,
                        () ->
                                databases.number(
                                        "notification",
                                        "SELECT count(*)" + of + " AND state = 'SENT'"),
                        done ->
                                done >= (long) PEOPLE * ANNOUNCEMENTS
                                        && databases.number(
                                                        "notification",
                                                        "SELECT count(*)"
                                                                + of
                                                                + " AND state <> 'SENT'")
                                                == 0);
        double seconds = (System.nanoTime() - begun) / 1e9;
        long twice =
                databases.number(
                        "notification",
                        "SELECT count(*) - count(DISTINCT (announcement_id, account_id))" + of);
        BrokenPromise.unless(twice == 0, twice + " people were written to twice");
        BrokenPromise.unless(
                sent >= (long) PEOPLE * ANNOUNCEMENTS, "only " + sent + " mails were sent");
        return sent / seconds;
    }

    /** From the call of staff to the apps, each notice to all of them at once. */
    private static void watch(StackAddresses stack, List<Resident> people, Report report)
            throws Exception {
        var micros = new ConcurrentHistogram(3);
        var sent = new ConcurrentHashMap<String, Long>();
        var login = new Login(stack);
        var open = new CountDownLatch(STREAMS);
        var sockets = ConcurrentHashMap.<Socket>newKeySet();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            int each = Math.max(1, STREAMS / people.size());
            for (var person : people) {
                var token = login.direct(person.person().email(), person.person().password());
                for (int i = 0; i < each; i++) {
                    threads.execute(() -> read(stack, token, sockets, open, sent, micros));
                }
            }
            if (!open.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new IllegalStateException(open.getCount() + " streams did not open");
            }
            try (var bus = new NoticeProducer(stack)) {
                long next = System.nanoTime();
                for (int i = 0; i < NOTICES; i++) {
                    next += Duration.ofMillis(50).toNanos();
                    LockSupport.parkNanos(next - System.nanoTime());
                    var id = UUID.randomUUID();
                    sent.put(id.toString(), next);
                    bus.tell(people.get(i % people.size()).accountId(), id);
                }
            }
            long wanted = (long) NOTICES * each;
            Patience.until(Duration.ofSeconds(30), micros::getTotalCount, count -> count >= wanted);
            BrokenPromise.unless(
                    micros.getTotalCount() == wanted,
                    micros.getTotalCount() + " events instead of " + wanted);
            for (var socket : sockets) {
                socket.close();
            }
        }
        report.line(
                "  %d open streams: p50 %.0f ms, p99 %.0f ms, max %.0f ms of %d events",
                STREAMS,
                micros.getValueAtPercentile(50) / 1e3,
                micros.getValueAtPercentile(99) / 1e3,
                micros.getMaxValue() / 1e3,
                micros.getTotalCount());
        double p99 = micros.getValueAtPercentile(99) / 1e3;
        report.figure("message wanted to client, p99", p99, "ms", "500 or less", p99 <= 500);
    }

    private static void read(
            StackAddresses stack,
            String token,
            Set<Socket> sockets,
            CountDownLatch open,
            Map<String, Long> sent,
            ConcurrentHistogram micros) {
        var gateway = URI.create(stack.gateway());
        try (var socket = new Socket(gateway.getHost(), gateway.getPort())) {
            sockets.add(socket);
            socket.getOutputStream()
                    .write(
                            ("GET /v1/notifications/stream HTTP/1.1\r\nHost: "
                                            + gateway.getHost()
                                            + "\r\nAccept: text/event-stream\r\nAuthorization: Bearer "
                                            + token
                                            + "\r\n\r\n")
                                    .getBytes(StandardCharsets.US_ASCII));
            var lines =
                    new BufferedReader(
                            new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            boolean stands = false;
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!stands && line.startsWith(":")) {
                    stands = true;
                    open.countDown();
                }
                if (line.startsWith("id:")) {
                    var since = sent.get(line.substring(3).strip());
                    if (since != null) {
                        micros.recordValue((System.nanoTime() - since) / 1_000);
                    }
                }
            }
        } catch (IOException e) {
            if (open.getCount() > 0) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
