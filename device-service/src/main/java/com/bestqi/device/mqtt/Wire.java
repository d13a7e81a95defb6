package com.bestqi.device.mqtt;

import com.bestqi.platform.problem.ProblemException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.netty.handler.codec.mqtt.MqttConnectReturnCode;
import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttProperties.IntegerProperty;
import io.netty.handler.codec.mqtt.MqttProperties.MqttProperty;
import io.netty.handler.codec.mqtt.MqttProperties.MqttPropertyType;
import io.netty.handler.codec.mqtt.MqttProperties.StringProperty;
import io.netty.handler.codec.mqtt.MqttProperties.UserProperty;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.vertx.core.buffer.Buffer;
import io.vertx.mqtt.MqttEndpoint;
import io.vertx.mqtt.messages.MqttPublishMessage;
import io.vertx.mqtt.messages.MqttSubscribeMessage;
import io.vertx.mqtt.messages.MqttUnsubscribeMessage;
import io.vertx.mqtt.messages.codes.MqttDisconnectReasonCode;
import io.vertx.mqtt.messages.codes.MqttPubAckReasonCode;
import io.vertx.mqtt.messages.codes.MqttSubAckReasonCode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * What goes out to a device, in the words of its version of MQTT: only 5 has reasons. That a device
 * went meanwhile is no failure.
 */
final class Wire {
    private static final Logger LOG = Logger.getLogger(Wire.class);
    private static final int REASONS_SINCE = 5;
    private static final int MOST_PACKET_IDS = 65_535;
    private static final int HEADER = 16;

    private final MqttEndpoint endpoint;
    private final ObjectMapper json;
    private final int mostUnderWay;

    /** Commands that the device has not acknowledged. */
    private final AtomicInteger unacknowledged = new AtomicInteger();

    private volatile boolean held;

    Wire(MqttEndpoint endpoint, ObjectMapper json, int mostUnderWay) {
        this.endpoint = endpoint;
        this.json = json;
        this.mostUnderWay = mostUnderWay;
    }

    private boolean hasReasons() {
        return endpoint.protocolVersion() >= REASONS_SINCE;
    }

    /** Lets the device in, and tells it what it may do. */
    void accept() {
        var offers = new MqttProperties();
        offers.add(number(MqttPropertyType.SESSION_EXPIRY_INTERVAL, 0));
        offers.add(number(MqttPropertyType.RECEIVE_MAXIMUM, mostUnderWay));
        offers.add(number(MqttPropertyType.MAXIMUM_QOS, 1));
        offers.add(number(MqttPropertyType.RETAIN_AVAILABLE, 0));
        offers.add(number(MqttPropertyType.MAXIMUM_PACKET_SIZE, MqttEdge.MOST_BYTES));
        offers.add(number(MqttPropertyType.WILDCARD_SUBSCRIPTION_AVAILABLE, 0));
        offers.add(number(MqttPropertyType.SUBSCRIPTION_IDENTIFIER_AVAILABLE, 0));
        offers.add(number(MqttPropertyType.SHARED_SUBSCRIPTION_AVAILABLE, 0));
        attempt(() -> {
            if (hasReasons()) {
                endpoint.accept(false, offers);
            } else {
                endpoint.accept(false);
            }
        });
    }

    private static IntegerProperty number(MqttPropertyType type, int value) {
        return new IntegerProperty(type.value(), value);
    }

    /** Sends the device away before it was let in. */
    void refuse(ProblemException problem) {
        attempt(() -> {
            if (hasReasons()) {
                endpoint.reject(returnCode(problem), said(problem));
            } else {
                endpoint.reject(oldReturnCode(problem));
            }
        });
    }

    private static MqttConnectReturnCode returnCode(ProblemException problem) {
        return switch (problem.problem().status()) {
            case 401 -> MqttConnectReturnCode.CONNECTION_REFUSED_BAD_USERNAME_OR_PASSWORD;
            case 410 -> MqttConnectReturnCode.CONNECTION_REFUSED_BANNED;
            case 422 -> MqttConnectReturnCode.CONNECTION_REFUSED_IMPLEMENTATION_SPECIFIC;
            case 429, 503 -> MqttConnectReturnCode.CONNECTION_REFUSED_SERVER_UNAVAILABLE_5;
            default -> MqttConnectReturnCode.CONNECTION_REFUSED_UNSPECIFIED_ERROR;
        };
    }

    private static MqttConnectReturnCode oldReturnCode(ProblemException problem) {
        return switch (problem.problem().status()) {
            case 401 -> MqttConnectReturnCode.CONNECTION_REFUSED_BAD_USER_NAME_OR_PASSWORD;
            case 410, 422 -> MqttConnectReturnCode.CONNECTION_REFUSED_NOT_AUTHORIZED;
            default -> MqttConnectReturnCode.CONNECTION_REFUSED_SERVER_UNAVAILABLE;
        };
    }

    /** The problem's type as reason, and what else the device is to know of it. */
    private static MqttProperties said(ProblemException problem) {
        var properties = new MqttProperties();
        properties.add(
                new StringProperty(
                        MqttPropertyType.REASON_STRING.value(), problem.problem().type()));
        var action = problem.getParameters().get("action");
        if (action != null) {
            properties.add(new UserProperty("action", action.toString()));
        }
        return properties;
    }

    /** Says that a message is durable. */
    void acknowledge(MqttPublishMessage message) {
        if (message.qosLevel() == MqttQoS.AT_LEAST_ONCE) {
            attempt(() -> endpoint.publishAcknowledge(message.messageId()));
        }
    }

    /** Says that a message will not be taken, so that it does not come again. */
    void refuse(MqttPublishMessage message, MqttPubAckReasonCode reason, ProblemException problem) {
        if (message.qosLevel() == MqttQoS.AT_LEAST_ONCE && hasReasons()) {
            attempt(() -> endpoint.publishAcknowledge(message.messageId(), reason, said(problem)));
        } else {
            acknowledge(message);
        }
    }

    /** What a device gets of a topic; null is none that it may read. */
    MqttSubAckReasonCode grant(@Nullable Topic topic, MqttQoS wanted) {
        if (topic == null || topic.fromDevice()) {
            return hasReasons()
                    ? MqttSubAckReasonCode.NOT_AUTHORIZED
                    : MqttSubAckReasonCode.UNSPECIFIED_ERROR;
        }
        return topic == Topic.COMMANDS && wanted != MqttQoS.AT_MOST_ONCE
                ? MqttSubAckReasonCode.GRANTED_QOS1
                : MqttSubAckReasonCode.GRANTED_QOS0;
    }

    void acknowledge(MqttSubscribeMessage message, List<MqttSubAckReasonCode> granted) {
        attempt(() ->
                endpoint.subscribeAcknowledge(
                        message.messageId(), granted, MqttProperties.NO_PROPERTIES));
    }

    void acknowledge(MqttUnsubscribeMessage message) {
        attempt(() -> endpoint.unsubscribeAcknowledge(message.messageId()));
    }

    /** Sends a command, unless the device has as many as it takes at once; false then. */
    boolean offer(String topic, Object view, MqttQoS qos) {
        if (qos == MqttQoS.AT_LEAST_ONCE
                && unacknowledged.incrementAndGet()
                        > asked(MqttPropertyType.RECEIVE_MAXIMUM, MOST_PACKET_IDS)) {
            unacknowledged.decrementAndGet();
            held = true;
            return false;
        }
        send(topic, view, qos);
        return true;
    }

    /** The device has taken a command; whether it can take another that was held back. */
    boolean acknowledged() {
        unacknowledged.updateAndGet(count -> Math.max(0, count - 1));
        boolean more = held;
        held = false;
        return more;
    }

    /** Tells the device something that it need not acknowledge. */
    void tell(String topic, Object view) {
        send(topic, view, MqttQoS.AT_MOST_ONCE);
    }

    /** What is larger than the device takes is not sent: it would break off. */
    private void send(String topic, Object view, MqttQoS qos) {
        byte[] payload = bytes(view);
        int size = payload.length + topic.length() + HEADER;
        if (size <= asked(MqttPropertyType.MAXIMUM_PACKET_SIZE, Integer.MAX_VALUE)) {
            attempt(() -> endpoint.publish(topic, Buffer.buffer(payload), qos, false, false));
        }
    }

    private int asked(MqttPropertyType type, int otherwise) {
        @Nullable MqttProperty<?> property =
                hasReasons() ? endpoint.connectProperties().getProperty(type.value()) : null;
        return property instanceof IntegerProperty number ? number.value() : otherwise;
    }

    private byte[] bytes(Object view) {
        try {
            return json.writeValueAsBytes(view);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a view is always JSON", e);
        }
    }

    /** A problem as the HTTP paths answer it. */
    static Map<String, Object> body(ProblemException problem) {
        var body = new LinkedHashMap<String, Object>();
        body.put("type", problem.problem().type());
        body.put("title", problem.problem().title());
        body.put("status", problem.problem().status());
        body.put("detail", String.valueOf(problem.getDetail()));
        body.putAll(problem.getParameters());
        return body;
    }

    /** Ends the connection. */
    void end(MqttDisconnectReasonCode reason, @Nullable ProblemException problem) {
        attempt(() -> {
            if (hasReasons() && endpoint.isConnected()) {
                endpoint.disconnect(
                        reason, problem == null ? MqttProperties.NO_PROPERTIES : said(problem));
            }
        });
        attempt(endpoint::close);
    }

    private static void attempt(Runnable sending) {
        try {
            sending.run();
        } catch (IllegalStateException e) {
            LOG.debug("the device went");
        }
    }
}
