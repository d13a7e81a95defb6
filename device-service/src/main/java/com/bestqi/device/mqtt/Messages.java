package com.bestqi.device.mqtt;

import com.bestqi.device.command.CommandExchange;
import com.bestqi.device.command.CommandExchange.Handed;
import com.bestqi.device.reading.ReadingIntake;
import com.bestqi.device.smartdevice.DeviceDoor;
import com.bestqi.device.smartdevice.DeviceToken;
import com.bestqi.platform.inbox.CatchUp;
import com.bestqi.platform.problem.ApiProblems;
import com.bestqi.platform.problem.CommonProblem;
import com.bestqi.platform.problem.ProblemException;
import io.vertx.mqtt.messages.codes.MqttPubAckReasonCode;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.ByteArrayInputStream;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Hands what devices say to the features, a few messages at once; on threads that may wait. */
@ApplicationScoped
class Messages {
    private static final Logger LOG = Logger.getLogger(Messages.class);

    private final DeviceDoor door;
    private final ReadingIntake readings;
    private final CommandExchange commands;
    private final CatchUp catchUp;
    private final Semaphore atOnce;

    Messages(
            DeviceDoor door,
            ReadingIntake readings,
            CommandExchange commands,
            CatchUp catchUp,
            MqttConfig config) {
        this.door = door;
        this.readings = readings;
        this.commands = commands;
        this.catchUp = catchUp;
        this.atOnce = new Semaphore(config.mostAtOnce(), true);
    }

    /** Lets a device in. Throws 401, 410 or 503. */
    DeviceToken enter(UUID deviceId, String token) {
        return inTurn(() -> door.enter(deviceId, token));
    }

    /** Whether a device that stays may stay; throws as {@link #enter}. */
    void check(DeviceToken token, boolean heard) {
        inTurn(() -> {
            door.check(token, heard);
            return token;
        });
    }

    /** What the device is to do; throws as {@link #enter}, and 423. */
    List<Handed> hand(DeviceToken token) {
        return inTurn(() -> {
            door.requireTime(token);
            return commands.hand(token);
        });
    }

    /** Takes a message in; when this returns that it is taken, it is durable. */
    Outcome take(DeviceToken token, @Nullable Topic topic, byte[] payload) {
        if (topic == null || !topic.fromDevice()) {
            return new Outcome.Refused(
                    MqttPubAckReasonCode.NOT_AUTHORIZED,
                    new ProblemException(
                            CommonProblem.FORBIDDEN, "A device writes to its own topics alone."));
        }
        try {
            return inTurn(() -> {
                door.requireTime(token);
                return topic == Topic.READINGS ? readings(token, payload) : result(token, payload);
            });
        } catch (ProblemException e) {
            return Outcome.of(e);
        }
    }

    private Outcome readings(DeviceToken token, byte[] payload) {
        return told(readings.take(token, new ByteArrayInputStream(payload)));
    }

    private static Outcome told(ReadingIntake.Taken taken) {
        boolean all = taken.refused().isEmpty() && taken.duplicates() == 0;
        return new Outcome.Taken(all ? null : taken);
    }

    /**
     * Takes in messages with readings that came one after the other, in that order. While they wait
     * to share a commit with others they have no turn: the more wait, the fewer commits there are.
     */
    List<Outcome> takeReadings(DeviceToken token, List<byte[]> payloads) {
        try {
            requireOpen();
            door.requireTime(token);
        } catch (ProblemException e) {
            return Collections.nCopies(payloads.size(), Outcome.of(e));
        }
        return readings.takeAll(token, payloads, this::inTurn).stream()
                .map(result ->
                        switch (result) {
                            case ReadingIntake.Taken taken -> told(taken);
                            case ReadingIntake.Failed(var why) -> Outcome.of(problem(why));
                        })
                .toList();
    }

    private Outcome result(DeviceToken token, byte[] payload) {
        commands.answer(token, new ByteArrayInputStream(payload));
        return new Outcome.Taken(null);
    }

    /** Everything that fails comes out as a problem of the API. */
    private <T> T inTurn(Supplier<T> work) {
        requireOpen();
        atOnce.acquireUninterruptibly();
        try {
            return work.get();
        } catch (RuntimeException e) {
            throw problem(e);
        } finally {
            atOnce.release();
        }
    }

    private void requireOpen() {
        if (!catchUp.open()) {
            throw ProblemException.unavailable(
                    CommonProblem.SERVICE_RESTORING,
                    "The service is catching up with what was erased; try again shortly.");
        }
    }

    private static ProblemException problem(RuntimeException failure) {
        var problem = ApiProblems.translate(500, failure);
        if (problem.problem() == CommonProblem.INTERNAL_ERROR) {
            LOG.error("a message failed unexpectedly", failure);
        }
        return problem;
    }
}
