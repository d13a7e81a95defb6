package com.bestqi.device.mqtt;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.mqtt.MqttConnAckMessage;
import io.netty.handler.codec.mqtt.MqttDecoder;
import io.netty.handler.codec.mqtt.MqttEncoder;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttMessageBuilders;
import io.netty.handler.codec.mqtt.MqttMessageIdVariableHeader;
import io.netty.handler.codec.mqtt.MqttMessageType;
import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttPubReplyMessageVariableHeader;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.netty.handler.codec.mqtt.MqttReasonCodeAndPropertiesVariableHeader;
import io.netty.handler.codec.mqtt.MqttSubAckMessage;
import io.netty.handler.codec.mqtt.MqttVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The other end of the line: a device that speaks MQTT, also as none should. */
final class MqttDevice implements AutoCloseable {
    private static final int MOST_BYTES = 8 * 1024 * 1024;
    private static final long PATIENCE_SECONDS = 20;

    private final Socket socket;
    private final EmbeddedChannel codec =
            new EmbeddedChannel(MqttEncoder.INSTANCE, new MqttDecoder(MOST_BYTES));
    private final BlockingQueue<Object> heard = new LinkedBlockingQueue<>();
    private final AtomicInteger ids = new AtomicInteger();

    MqttDevice(int port) throws IOException {
        socket = new Socket("localhost", port);
        Thread.ofVirtual().start(this::listen);
    }

    /** A line that is let in. */
    static MqttDevice connected(int port, Object user, String password) throws IOException {
        var device = new MqttDevice(port);
        int code = device.connect(MqttVersion.MQTT_5, user.toString(), password, false);
        if (code != 0) {
            throw new AssertionError("not let in: " + code);
        }
        return device;
    }

    int connect(MqttVersion version, @Nullable String user, @Nullable String password, boolean will)
            throws IOException {
        sayHello(version, user, password, will);
        return answerToHello().variableHeader().connectReturnCode().byteValue() & 0xff;
    }

    void sayHello(
            MqttVersion version, @Nullable String user, @Nullable String password, boolean will)
            throws IOException {
        var hello =
                MqttMessageBuilders.connect()
                        .protocolVersion(version)
                        .clientId("")
                        .cleanSession(true)
                        .keepAlive(60)
                        .hasUser(user != null)
                        .hasPassword(password != null);
        if (user != null) {
            hello.username(user);
        }
        if (password != null) {
            hello.password(password.getBytes(UTF_8));
        }
        if (will) {
            hello.willFlag(true).willTopic("t").willMessage("gone".getBytes(UTF_8));
        }
        send(hello.build());
    }

    MqttConnAckMessage answerToHello() {
        return await(MqttConnAckMessage.class);
    }

    /** Sends without waiting for anything. */
    int publish(String topic, byte[] payload, MqttQoS qos, boolean retain) throws IOException {
        int id = ids.incrementAndGet();
        send(
                MqttMessageBuilders.publish()
                        .topicName(topic)
                        .payload(Unpooled.wrappedBuffer(payload))
                        .qos(qos)
                        .retained(retain)
                        .messageId(id)
                        .build());
        return id;
    }

    /** Sends and waits for the acknowledgement; its reason. */
    int say(String topic, String payload) throws IOException {
        publish(topic, payload.getBytes(UTF_8), MqttQoS.AT_LEAST_ONCE, false);
        return reason(acknowledgement());
    }

    MqttMessage acknowledgement() {
        return await(MqttMessageType.PUBACK);
    }

    static int reason(MqttMessage acknowledgement) {
        return acknowledgement.variableHeader() instanceof MqttPubReplyMessageVariableHeader header
                ? header.reasonCode() & 0xff
                : 0;
    }

    static MqttProperties properties(MqttMessage message) {
        return switch (message.variableHeader()) {
            case MqttPubReplyMessageVariableHeader header -> header.properties();
            case MqttReasonCodeAndPropertiesVariableHeader header -> header.properties();
            default -> MqttProperties.NO_PROPERTIES;
        };
    }

    /** Returns when the service has received all that was sent before. */
    void ping() throws IOException {
        send(MqttMessage.PINGREQ);
        await(MqttMessageType.PINGRESP);
    }

    /** What it gets of topics: reasons or qualities of service. */
    List<Integer> subscribe(String... topics) throws IOException {
        var wanted = MqttMessageBuilders.subscribe().messageId(ids.incrementAndGet());
        for (var topic : topics) {
            wanted.addSubscription(MqttQoS.AT_LEAST_ONCE, topic);
        }
        send(wanted.build());
        return await(MqttSubAckMessage.class).payload().reasonCodes();
    }

    /** The next message for this device, as text; acknowledged. */
    String next(String topic) throws IOException {
        var message = await(MqttPublishMessage.class);
        var name = message.variableHeader().topicName();
        if (!name.equals(topic)) {
            throw new AssertionError("a message of " + name);
        }
        if (message.fixedHeader().qosLevel() == MqttQoS.AT_LEAST_ONCE) {
            send(
                    MqttMessageBuilders.pubAck()
                            .packetId(message.variableHeader().packetId())
                            .build());
        }
        return message.payload().toString(UTF_8);
    }

    /** Why the service ended the line. */
    MqttMessage farewell() {
        return await(MqttMessageType.DISCONNECT);
    }

    static int farewellReason(MqttMessage farewell) {
        return ((MqttReasonCodeAndPropertiesVariableHeader) farewell.variableHeader()).reasonCode()
                & 0xff;
    }

    /** Waits until the line is closed; what was heard before that is passed over. */
    void awaitEnd() {
        await(IOException.class);
    }

    /** Whether something has arrived that nobody has looked at. */
    boolean isSilent() {
        return heard.isEmpty();
    }

    void sendRaw(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
    }

    private MqttMessage await(MqttMessageType type) {
        while (true) {
            var message = await(MqttMessage.class);
            if (message.fixedHeader().messageType() == type) {
                return message;
            }
        }
    }

    private <T> T await(Class<T> type) {
        try {
            while (true) {
                var next = heard.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
                if (type.isInstance(next)) {
                    return type.cast(next);
                }
                if (next == null || next instanceof IOException) {
                    throw new AssertionError(
                            "no " + type.getSimpleName() + (next == null ? "" : ": closed"));
                }
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void send(MqttMessage message) throws IOException {
        byte[] bytes;
        synchronized (codec) {
            codec.writeOutbound(message);
            ByteBuf encoded = codec.readOutbound();
            bytes = ByteBufUtil.getBytes(encoded);
            encoded.release();
        }
        sendRaw(bytes);
    }

    private void listen() {
        try {
            var buffer = new byte[16 * 1024];
            for (int n = socket.getInputStream().read(buffer);
                    n >= 0;
                    n = socket.getInputStream().read(buffer)) {
                synchronized (codec) {
                    codec.writeInbound(Unpooled.copiedBuffer(buffer, 0, n));
                    for (Object message = codec.readInbound();
                            message != null;
                            message = codec.readInbound()) {
                        heard.add(message);
                    }
                }
            }
            heard.add(new IOException("closed"));
        } catch (IOException e) {
            heard.add(e);
        }
    }

    /** The id of an acknowledged message. */
    static int id(MqttMessage acknowledgement) {
        return ((MqttMessageIdVariableHeader) acknowledgement.variableHeader()).messageId();
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
