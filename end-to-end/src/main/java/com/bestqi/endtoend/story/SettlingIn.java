package com.bestqi.endtoend.story;

import com.bestqi.endtoend.client.Answer;
import java.util.List;
import java.util.function.Consumer;

/** What a new resident does, so that every service holds something of them. */
public final class SettlingIn {
    /** How many numbers the thermostat reports. */
    public static final int TEMPERATURES = 50;

    /** How many numbers the fitness band reports. */
    public static final int HEART_RATES = 20;

    /** How often the phone says where it is. */
    public static final int LOCATIONS = 5;

    private SettlingIn() {}

    /** One thing to do, in words and in calls. */
    public record Step(String words, Consumer<Resident> calls) {}

    /** The steps in their order. */
    public static List<Step> steps() {
        return List.of(
                new Step("say yes to the policy in force", Resident::acceptPolicy),
                new Step(
                        "switch on what they want, each after its notice",
                        // The last is needed by the next step, and changes arrive in their order.
                        resident ->
                                resident.switchOn(
                                        List.of(
                                                "diagnostics",
                                                "location.precise",
                                                "sensitive.health",
                                                "sensitive.communications",
                                                "notifications",
                                                "camera"))),
                new Step("pair a thermostat, a fitness band and a speaker", SettlingIn::pair),
                new Step("tell about the phone", SettlingIn::phone),
                new Step("choose when they are told what", Resident::chooseNotifications),
                new Step(
                        "devices report %d temperatures by MQTT, %d heart rates and a sentence heard"
                                .formatted(TEMPERATURES, HEART_RATES),
                        SettlingIn::readings),
                new Step(
                        "the phone says %d times where it is".formatted(LOCATIONS),
                        SettlingIn::locations));
    }

    /** All steps. */
    public static void all(Resident resident) {
        steps().forEach(step -> step.calls().accept(resident));
    }

    private static void pair(Resident resident) {
        resident.pair("thermostat");
        resident.pair("fitness-band");
        resident.pair("smart-speaker");
    }

    private static void phone(Resident resident) {
        var dropped = resident.registerPhone().path("dropped");
        BrokenPromise.unless(
                dropped.isEmpty(), "with diagnostics on the phone's data were dropped: " + dropped);
    }

    private static void readings(Resident resident) {
        for (var device : resident.devices()) {
            switch (device.deviceType()) {
                // What was not taken of it would be missing when the rows are counted.
                case "thermostat" ->
                        device.reportByMqtt("temperature", TEMPERATURES, 18.5).expect(202);
                case "fitness-band" ->
                        accepted(device.report("heart-rate", HEART_RATES, 61), HEART_RATES);
                case "smart-speaker" ->
                        accepted(device.say("transcript", resident.person().message()), 1);
                default -> throw new IllegalStateException("unknown: " + device);
            }
        }
    }

    private static void locations(Resident resident) {
        accepted(resident.locate(LOCATIONS), LOCATIONS);
    }

    private static void accepted(Answer answer, int count) {
        BrokenPromise.unless(
                answer.expect(202).json().path("accepted").asInt() == count,
                answer.call() + " should accept " + count + ": " + answer.body());
    }
}
