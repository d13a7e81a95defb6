package com.bestqi.device.mqtt;

import com.bestqi.platform.problem.ProblemException;
import io.vertx.mqtt.messages.codes.MqttDisconnectReasonCode;
import io.vertx.mqtt.messages.codes.MqttPubAckReasonCode;
import org.jspecify.annotations.Nullable;

/** What a message came to. */
sealed interface Outcome {
    /**
     * It is durable.
     *
     * @param report what the device should know of its items, if anything
     */
    record Taken(@Nullable Object report) implements Outcome {}

    /** It will not be taken, however often it comes. */
    record Refused(MqttPubAckReasonCode reason, ProblemException problem) implements Outcome {}

    /** It is not answered: the device goes, and may come back with it. */
    record Ended(MqttDisconnectReasonCode reason, ProblemException problem) implements Outcome {}

    /** The outcome that says a problem of the API in the words of MQTT. */
    static Outcome of(ProblemException problem) {
        return switch (problem.problem().status()) {
            case 400 -> new Refused(MqttPubAckReasonCode.PAYLOAD_FORMAT_INVALID, problem);
            case 401 -> new Ended(MqttDisconnectReasonCode.NOT_AUTHORIZED, problem);
            case 410 -> new Ended(MqttDisconnectReasonCode.ADMINISTRATIVE_ACTION, problem);
            case 413 -> new Refused(MqttPubAckReasonCode.QUOTA_EXCEEDED, problem);
            case 423 -> new Refused(MqttPubAckReasonCode.NOT_AUTHORIZED, problem);
            case 429, 503 -> new Ended(MqttDisconnectReasonCode.SERVER_BUSY, problem);
            case 500 -> new Refused(MqttPubAckReasonCode.UNSPECIFIED_ERROR, problem);
            default -> new Refused(MqttPubAckReasonCode.IMPLEMENTATION_SPECIFIC_ERROR, problem);
        };
    }
}
