package com.bestqi.endtoend.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.util.Map;

/**
 * A report of readings by MQTT 5, as little of it as that needs: a connection, one message, its
 * acknowledgement. What the reasons mean is said with the status that HTTP has for it.
 */
public final class MqttReport {
    private static final int PATIENCE_MILLIS = 30_000;
    private static final int CONNECT = 0x10;
    private static final int CONNECTED = 0x20;
    private static final int PUBLISH_AT_LEAST_ONCE = 0x32;
    private static final int PUBLISHED = 0x40;
    private static final int DISCONNECT = 0xe0;
    private static final int VERSION = 5;
    private static final int USER_PASSWORD_CLEAN = 0xc2;
    private static final int KEEP_ALIVE_SECONDS = 60;
    private static final int MESSAGE_ID = 1;
    private static final Map<Integer, Integer> STATUS =
            Map.of(
                    0x00, 202, 0x86, 401, 0x87, 401, 0x8a, 410, 0x97, 413, 0x98, 410, 0x99, 400,
                    0x88, 503, 0x89, 503, 0x8b, 503);

    private MqttReport() {}

    /** 202 when it is durable; else why not. Throws when there is no answer. */
    public static Answer send(StackAddresses stack, Object deviceId, String token, String body) {
        var call = "MQTT devices/" + deviceId + "/readings";
        var address = URI.create(String.valueOf(stack.values().get("MQTT_URL")));
        try (var socket = new Socket(address.getHost(), address.getPort())) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            var out = new DataOutputStream(socket.getOutputStream());
            var in = new DataInputStream(socket.getInputStream());
            packet(out, CONNECT, hello(deviceId.toString(), token));
            int reason = reason(in, CONNECTED);
            if (reason == 0) {
                packet(out, PUBLISH_AT_LEAST_ONCE, message(deviceId, body));
                reason = reason(in, PUBLISHED);
                packet(out, DISCONNECT, new byte[0]);
            }
            var none = HttpHeaders.of(Map.of(), (_, _) -> true);
            return new Answer(call, STATUS.getOrDefault(reason, 500), none, "reason " + reason);
        } catch (IOException e) {
            throw new UnexpectedAnswer(call, e);
        }
    }

    private static byte[] hello(String user, String password) throws IOException {
        var bytes = new ByteArrayOutputStream();
        var out = new DataOutputStream(bytes);
        out.writeUTF("MQTT");
        out.writeByte(VERSION);
        out.writeByte(USER_PASSWORD_CLEAN);
        out.writeShort(KEEP_ALIVE_SECONDS);
        out.writeByte(0); // no properties
        out.writeUTF(""); // no client id
        out.writeUTF(user);
        out.writeUTF(password);
        return bytes.toByteArray();
    }

    private static byte[] message(Object deviceId, String body) throws IOException {
        var bytes = new ByteArrayOutputStream();
        var out = new DataOutputStream(bytes);
        out.writeUTF("devices/" + deviceId + "/readings");
        out.writeShort(MESSAGE_ID);
        out.writeByte(0); // no properties
        out.write(body.getBytes(UTF_8));
        return bytes.toByteArray();
    }

    private static void packet(DataOutputStream out, int type, byte[] content) throws IOException {
        var packet = new ByteArrayOutputStream(content.length + 5);
        packet.write(type);
        int length = content.length;
        do {
            packet.write(length % 128 + (length >= 128 ? 128 : 0));
            length /= 128;
        } while (length > 0);
        packet.writeBytes(content);
        packet.writeTo(out);
        out.flush();
    }

    /** The reason that the next packet gives: the one waited for, or a farewell. */
    private static int reason(DataInputStream in, int wanted) throws IOException {
        int type = in.readUnsignedByte() & 0xf0;
        int length = 0;
        int shift = 0;
        int octet;
        do {
            octet = in.readUnsignedByte();
            length += (octet & 0x7f) << shift;
            shift += 7;
        } while (octet >= 128);
        var content = in.readNBytes(length);
        if (type == DISCONNECT) {
            return content.length == 0 ? 0x80 : content[0] & 0xff;
        }
        if (type != wanted || content.length < 2) {
            throw new IOException("a packet of type " + type + " instead of " + wanted);
        }
        // CONNACK: flags, reason. PUBACK: two octets of id, then a reason unless it is 0.
        int at = wanted == CONNECTED ? 1 : 2;
        return content.length > at ? content[at] & 0xff : 0;
    }
}
