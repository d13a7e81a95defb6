package com.bestqi.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.bestqi.endtoend.client.StackAddresses;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;

/** A plain mail client that does nothing but send, over connections that it keeps. */
final class SmtpLoad {
    private final URI server;
    private final URI purge;
    private final String mail;
    private final HttpClient http = HttpClient.newHttpClient();

    SmtpLoad(StackAddresses stack, int bytes) {
        this.server = URI.create(stack.values().get("SMTP_URL"));
        this.purge = URI.create(stack.mailApi() + "/api/mail/purge");
        this.mail =
                "From: no-reply@bestqi.example\r\nTo: nobody@bench.example\r\nSubject: limit\r\n"
                        + "MIME-Version: 1.0\r\nContent-Type: text/plain\r\n\r\n"
                        + ("x".repeat(70) + "\r\n").repeat(bytes / 72)
                        + ".\r\n";
    }

    /** Has it forget what it got. */
    void emptyServer() throws IOException, InterruptedException {
        var answer =
                http.send(
                        HttpRequest.newBuilder(purge)
                                .POST(HttpRequest.BodyPublishers.noBody())
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IllegalStateException("the mail server keeps its mails");
        }
    }

    /** A mail to each address; how many a second, with so many connections. */
    double run(List<String> addresses, int connections) throws Exception {
        var left = new ConcurrentLinkedQueue<>(addresses);
        var clients = new ArrayList<Callable<Boolean>>();
        for (int i = 0; i < connections; i++) {
            clients.add(() -> send(left));
        }
        long begun = System.nanoTime();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var done : threads.invokeAll(clients)) {
                done.get();
            }
        }
        return addresses.size() / ((System.nanoTime() - begun) / 1e9);
    }

    private boolean send(Queue<String> left) throws IOException {
        try (var socket = new Socket(server.getHost(), server.getPort());
                var answers =
                        new BufferedReader(
                                new InputStreamReader(socket.getInputStream(), US_ASCII))) {
            var out = socket.getOutputStream();
            expect(answers, "220");
            say(out, answers, "EHLO bench", "250");
            for (var address = left.poll(); address != null; address = left.poll()) {
                say(out, answers, "MAIL FROM:<no-reply@bestqi.example>", "250");
                say(out, answers, "RCPT TO:<" + address + ">", "250");
                say(out, answers, "DATA", "354");
                out.write(mail.getBytes(US_ASCII));
                out.flush();
                expect(answers, "250");
            }
            say(out, answers, "QUIT", "221");
            return true;
        }
    }

    private static void say(OutputStream out, BufferedReader answers, String line, String code)
            throws IOException {
        out.write((line + "\r\n").getBytes(US_ASCII));
        out.flush();
        expect(answers, code);
    }

    private static void expect(BufferedReader answers, String code) throws IOException {
        for (var line = answers.readLine(); line != null; line = answers.readLine()) {
            if (!line.startsWith(code)) {
                throw new IOException("the mail server said " + line);
            }
            if (line.length() < 4 || line.charAt(3) == ' ') {
                return;
            }
        }
        throw new IOException("the mail server hung up");
    }
}
