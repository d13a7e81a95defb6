package com.bestqi.device.command;

import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A command to a device.
 *
 * @param order what it is to do
 * @param deliveredAt when the device first took it
 * @param answer what the device said of it, null until it does
 */
record Command(
        UUID commandId,
        Order order,
        Instant createdAt,
        Instant expiresAt,
        @Nullable Instant deliveredAt,
        @Nullable Answer answer) {

    /** What a device is to do. */
    record Order(String name, Map<String, @Nullable Object> arguments) {
        /** Keeps what was said out of logs. */
        @Override
        public String toString() {
            return "Order[" + name + "]";
        }
    }

    /** What came of it, as the device says. */
    record Answer(Outcome outcome, @Nullable String detail, Instant at) {
        boolean says(Outcome other, @Nullable String words) {
            return outcome == other && Objects.equals(detail, words);
        }

        @Override
        public String toString() {
            return "Answer[" + outcome + "]";
        }
    }

    /** How the device fared. */
    enum Outcome {
        SUCCEEDED,
        FAILED
    }

    /** How things stand. */
    enum Status {
        /** Waits for the device to ask. */
        PENDING,
        /** The device has it and has not answered. */
        DELIVERED,
        /** Done. */
        SUCCEEDED,
        /** The device could not do it. */
        FAILED,
        /** Its time was over before the device answered. */
        EXPIRED
    }

    Status status(Instant now) {
        if (answer != null) {
            return answer.outcome() == Outcome.SUCCEEDED ? Status.SUCCEEDED : Status.FAILED;
        }
        if (!now.isBefore(expiresAt)) {
            return Status.EXPIRED;
        }
        return deliveredAt == null ? Status.PENDING : Status.DELIVERED;
    }

    @Override
    public String toString() {
        return "Command[" + commandId + "]";
    }
}
