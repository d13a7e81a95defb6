package com.bestqi.bench;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * One connection, one call after the other, and next to nothing around it: client and service share
 * the cores, and the client is not what is measured.
 */
final class HttpLine implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 30_000;
    private static final int LONGEST_HEAD = 8 * 1024;
    private static final String LENGTH = "content-length:";

    private final String host;
    private final Socket socket;
    private final InputStream in;

    HttpLine(URI service) throws IOException {
        this.host = service.getHost() + ":" + service.getPort();
        this.socket = new Socket(service.getHost(), service.getPort());
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(PATIENCE_MILLIS);
        this.in = new BufferedInputStream(socket.getInputStream());
    }

    int get(String path, String token) throws IOException {
        send("GET " + path, token, "", new byte[0]);
        return status();
    }

    int post(String path, String token, byte[] json) throws IOException {
        var about = "Content-Type: application/json\r\nContent-Length: " + json.length + "\r\n";
        send("POST " + path, token, about, json);
        return status();
    }

    private void send(String call, String token, String about, byte[] body) throws IOException {
        var head =
                call
                        + " HTTP/1.1\r\nHost: "
                        + host
                        + "\r\nAuthorization: Bearer "
                        + token
                        + "\r\n"
                        + about
                        + "\r\n";
        var bytes = head.getBytes(StandardCharsets.ISO_8859_1);
        // One write, so one packet where it fits.
        var all = new ByteArrayOutputStream(bytes.length + body.length);
        all.writeBytes(bytes);
        all.writeBytes(body);
        all.writeTo(socket.getOutputStream());
    }

    /** Reads an answer to its end. */
    private int status() throws IOException {
        var first = line();
        int length = -1;
        for (var header = line(); !header.isEmpty(); header = line()) {
            if (header.toLowerCase(Locale.ROOT).startsWith(LENGTH)) {
                length = Integer.parseInt(header.substring(LENGTH.length()).strip());
            }
        }
        if (length < 0 || in.readNBytes(length).length < length) {
            throw new IOException("an answer without length or end: " + first);
        }
        return Integer.parseInt(first.substring(9, 12));
    }

    private String line() throws IOException {
        var line = new StringBuilder(64);
        for (int octet = in.read(); octet != '\n'; octet = in.read()) {
            if (octet < 0 || line.length() > LONGEST_HEAD) {
                throw new IOException("the connection ended");
            }
            if (octet != '\r') {
                line.append((char) octet);
            }
        }
        return line.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
