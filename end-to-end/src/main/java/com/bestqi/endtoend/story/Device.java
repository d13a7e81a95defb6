package com.bestqi.endtoend.story;

import com.bestqi.endtoend.client.Answer;
import com.bestqi.endtoend.client.ApiClient;
import com.bestqi.endtoend.client.MqttReport;
import com.bestqi.endtoend.client.StackAddresses;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** A device in somebody's home, which reports with a token of its own. */
public record Device(StackAddresses stack, UUID deviceId, String deviceType, String token) {

    /** Reports numbers of one type, a millisecond apart. */
    public Answer report(String type, int count, double first) {
        return send(numbers(type, count, first));
    }

    /** The same by MQTT. */
    public Answer reportByMqtt(String type, int count, double first) {
        return MqttReport.send(
                stack,
                deviceId,
                token,
                ApiClient.json(Map.of("readings", numbers(type, count, first))));
    }

    private static List<Map<String, Object>> numbers(String type, int count, double first) {
        var readings = new ArrayList<Map<String, Object>>();
        var now = Instant.now();
        for (int i = 0; i < count; i++) {
            var reading = new TreeMap<String, Object>();
            reading.put("at", now.plusMillis(i).toString());
            reading.put("type", type);
            reading.put("value", first + i % 10);
            readings.add(reading);
        }
        return readings;
    }

    /** Reports a text. */
    public Answer say(String type, String text) {
        return send(List.of(Map.of("at", Instant.now().toString(), "type", type, "text", text)));
    }

    private Answer send(List<Map<String, Object>> readings) {
        return api().post("/v1/devices/" + deviceId + "/readings", Map.of("readings", readings));
    }

    /** The API with the device's token. */
    public ApiClient api() {
        return ApiClient.of(stack).as(token);
    }

    @Override
    public String toString() {
        return deviceType + " " + deviceId;
    }
}
