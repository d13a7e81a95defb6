package com.bestqi.device.mqtt;

import io.vertx.mqtt.messages.MqttPublishMessage;

/** A message that waits to be taken in by the line it came over. */
record Arrival(Line line, MqttPublishMessage message) implements Runnable {
    private static final int SMALL = 8 * 1024;

    /** Whether it may go with others; large ones take turns, for what they hold meanwhile. */
    boolean isSmallReport() {
        return message.payload().length() <= SMALL
                && line.deviceId()
                        .flatMap(id -> Topic.find(id, message.topicName()))
                        .filter(topic -> topic == Topic.READINGS)
                        .isPresent();
    }

    @Override
    public void run() {
        line.take(message);
    }
}
