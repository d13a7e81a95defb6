package com.bestqi.endtoend;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A mail server that takes everything and keeps nothing but how often each address was tried. Tried
 * is tried: also a mail that never came to its end counts.
 */
final class CountingMailServer implements AutoCloseable {
    private final ServerSocket server;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final Map<String, Integer> tries = new ConcurrentHashMap<>();
    private final AtomicLong taken = new AtomicLong();

    CountingMailServer() throws IOException {
        server = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    /** Mails that came to their end. */
    long taken() {
        return taken.get();
    }

    /** How often somebody tried to send to an address. */
    int tries(String address) {
        return tries.getOrDefault(address, 0);
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                var client = server.accept();
                open.add(client);
                Thread.ofVirtual().start(() -> serve(client));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket client) {
        try (client;
                var lines =
                        new BufferedReader(
                                new InputStreamReader(client.getInputStream(), ISO_8859_1))) {
            var out = client.getOutputStream();
            say(out, "220 counting");
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!answer(line, lines, out)) {
                    return;
                }
            }
        } catch (IOException gone) {
            // Clients are killed here; what they had begun is counted.
        } finally {
            open.remove(client);
        }
    }

    private boolean answer(String line, BufferedReader lines, OutputStream out) throws IOException {
        var verb = line.split(" ", 2)[0].toUpperCase(Locale.ROOT);
        switch (verb) {
            case "RCPT" -> {
                tries.merge(
                        line.substring(line.indexOf('<') + 1, line.indexOf('>')), 1, Integer::sum);
                say(out, "250 ok");
            }
            case "DATA" -> {
                say(out, "354 go on");
                for (var text = lines.readLine(); !".".equals(text); text = lines.readLine()) {
                    if (text == null) {
                        return false;
                    }
                }
                taken.incrementAndGet();
                say(out, "250 taken");
            }
            case "QUIT" -> {
                say(out, "221 bye");
                return false;
            }
            default -> say(out, "250 ok");
        }
        return true;
    }

    private static void say(OutputStream out, String line) throws IOException {
        out.write((line + "\r\n").getBytes(US_ASCII));
        out.flush();
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (var client : open) {
            client.close();
        }
    }
}
