package com.bestqi.device.mqtt;

import com.bestqi.device.smartdevice.DeviceToken;
import com.bestqi.platform.problem.CommonProblem;
import com.bestqi.platform.problem.ProblemException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.vertx.mqtt.MqttEndpoint;
import io.vertx.mqtt.messages.MqttPublishMessage;
import io.vertx.mqtt.messages.MqttSubscribeMessage;
import io.vertx.mqtt.messages.MqttUnsubscribeMessage;
import io.vertx.mqtt.messages.codes.MqttDisconnectReasonCode;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The connection of one device. What comes is worked on in its order, one thing at a time, on a
 * thread that may wait; the first thing is whether the device is let in. Nothing is kept of a
 * connection when it ends: what was not acknowledged comes again, and so does what is to be done.
 */
final class Line {
    private static final Logger LOG = Logger.getLogger(Line.class);

    private final Wire wire;
    private final MqttEndpoint endpoint;
    private final Lines lines;
    private final Messages messages;
    private final MqttConfig config;
    private final Clock clock;

    private final Queue<Runnable> work = new ArrayDeque<>();
    private boolean working;
    private int underWay;
    private boolean wakeAsked;

    /** Commands that went over this line and wait for their results; of the worker alone. */
    private final Set<UUID> told = new HashSet<>();

    private volatile @Nullable DeviceToken token;
    private volatile @Nullable MqttQoS commandsAs;
    private volatile boolean wantsRefusals;
    private volatile boolean heard;
    private volatile boolean ended;
    private volatile boolean gone;
    private volatile Instant checkedAt;

    Line(
            MqttEndpoint endpoint,
            ObjectMapper json,
            Lines lines,
            Messages messages,
            MqttConfig config,
            Clock clock) {
        this.endpoint = endpoint;
        this.wire = new Wire(endpoint, json, config.mostUnderWay());
        this.lines = lines;
        this.messages = messages;
        this.config = config;
        this.clock = clock;
        this.checkedAt = clock.instant();
    }

    /** On the event loop, before the device knows whether it is let in: it may go on already. */
    void begin() {
        endpoint.publishHandler(this::arrived)
                .subscribeHandler(message -> submit(() -> subscribe(message)))
                .unsubscribeHandler(message -> submit(() -> unsubscribe(message)))
                .publishAcknowledgeHandler(_ -> acknowledged())
                .pingHandler(_ -> heard = true)
                .exceptionHandler(this::failed)
                .closeHandler(_ -> closed());
        submit(this::enter);
    }

    Optional<UUID> deviceId() {
        return Optional.ofNullable(token).map(DeviceToken::deviceId);
    }

    boolean wantsCommands() {
        return commandsAs != null && !ended;
    }

    private void enter() {
        if (lines.full()) {
            refuse(
                    ProblemException.unavailable(
                            CommonProblem.UNAVAILABLE, "No further device can be served now."));
            return;
        }
        try {
            var login = Login.of(endpoint);
            var entered = messages.enter(login.deviceId(), login.token());
            token = entered;
            lines.admitted(entered.deviceId(), this);
            wire.accept();
            if (gone) {
                lines.closed(this);
            }
        } catch (ProblemException e) {
            refuse(e);
        }
    }

    private void refuse(ProblemException problem) {
        ended = true;
        wire.refuse(problem);
        lines.closed(this);
    }

    private void arrived(MqttPublishMessage message) {
        heard = true;
        if (message.qosLevel() == MqttQoS.EXACTLY_ONCE) {
            end(MqttDisconnectReasonCode.QOS_NOT_SUPPORTED);
        } else if (message.isRetain()) {
            end(MqttDisconnectReasonCode.RETAIN_NOT_SUPPORTED);
        } else if (!begun()) {
            end(MqttDisconnectReasonCode.RECEIVE_MAXIMUM_EXCEEDED);
        } else if (!lines.reserve(message.payload().length())) {
            end(MqttDisconnectReasonCode.SERVER_BUSY);
        } else {
            submit(new Arrival(this, message));
        }
    }

    /** The first that waits; small reports that came one after the other go together. */
    private @Nullable Runnable next() {
        var first = work.poll();
        if (!(first instanceof Arrival report) || !report.isSmallReport()) {
            return first;
        }
        var messages = new ArrayList<MqttPublishMessage>();
        messages.add(report.message());
        while (work.peek() instanceof Arrival more && more.isSmallReport()) {
            messages.add(more.message());
            work.remove();
        }
        return () -> takeReadings(messages);
    }

    private void takeReadings(List<MqttPublishMessage> reports) {
        var known = token;
        List<Outcome> outcomes = List.of();
        try {
            if (known != null && !ended) {
                var payloads = reports.stream().map(one -> one.payload().getBytes()).toList();
                outcomes = messages.takeReadings(known, payloads);
            }
        } finally {
            reports.forEach(this::done);
        }
        for (int i = 0; i < outcomes.size() && !ended; i++) {
            answer(reports.get(i), outcomes.get(i));
        }
    }

    private void done(MqttPublishMessage message) {
        lines.release(message.payload().length());
        synchronized (work) {
            underWay--;
        }
    }

    private boolean begun() {
        synchronized (work) {
            return underWay++ < config.mostUnderWay();
        }
    }

    void take(MqttPublishMessage message) {
        var known = token;
        Outcome outcome = null;
        try {
            if (known != null && !ended) {
                var topic = Topic.find(known.deviceId(), message.topicName()).orElse(null);
                outcome = messages.take(known, topic, message.payload().getBytes());
            }
        } finally {
            done(message);
        }
        // Only now: the device may send the next as soon as it has the answer.
        if (outcome != null) {
            answer(message, outcome);
        }
    }

    private void answer(MqttPublishMessage message, Outcome outcome) {
        switch (outcome) {
            case Outcome.Taken(var report) -> {
                wire.acknowledge(message);
                if (report != null && wantsRefusals) {
                    wire.tell(refusals(), report);
                }
            }
            case Outcome.Refused(var reason, var problem) -> {
                wire.refuse(message, reason, problem);
                if (wantsRefusals) {
                    wire.tell(refusals(), Wire.body(problem));
                }
            }
            case Outcome.Ended(var reason, var problem) -> end(reason, problem);
        }
    }

    private String refusals() {
        return Topic.REFUSALS.of(deviceId().orElseThrow());
    }

    private void subscribe(MqttSubscribeMessage message) {
        var known = token;
        if (known == null || ended) {
            return;
        }
        var granted =
                message.topicSubscriptions().stream()
                        .map(wanted -> {
                            var topic = Topic.find(known.deviceId(), wanted.topicName());
                            topic.ifPresent(one -> follow(one, wanted.qualityOfService()));
                            return wire.grant(topic.orElse(null), wanted.qualityOfService());
                        })
                        .toList();
        wire.acknowledge(message, granted);
        wake();
    }

    private void unsubscribe(MqttUnsubscribeMessage message) {
        deviceId()
                .ifPresent(id ->
                        message.topics()
                                .forEach(name ->
                                        Topic.find(id, name)
                                                .ifPresent(topic -> follow(topic, null))));
        wire.acknowledge(message);
    }

    /** From now on the device hears of a topic, or with null does not. */
    private void follow(Topic topic, @Nullable MqttQoS wanted) {
        if (topic == Topic.COMMANDS) {
            commandsAs = wanted == MqttQoS.EXACTLY_ONCE ? MqttQoS.AT_LEAST_ONCE : wanted;
            told.clear();
        } else if (topic == Topic.REFUSALS) {
            wantsRefusals = wanted != null;
        }
    }

    private void acknowledged() {
        heard = true;
        if (wire.acknowledged()) {
            wake();
        }
    }

    /** There may be something for the device to do. */
    void wake() {
        synchronized (work) {
            if (wakeAsked || !wantsCommands()) {
                return;
            }
            wakeAsked = true;
        }
        submit(this::tell);
    }

    private void tell() {
        synchronized (work) {
            wakeAsked = false;
        }
        var known = token;
        var qos = commandsAs;
        if (known == null || qos == null || ended) {
            return;
        }
        try {
            var waiting = messages.hand(known);
            told.retainAll(
                    waiting.stream().map(one -> one.commandId()).collect(Collectors.toSet()));
            for (var command : waiting) {
                if (!told.contains(command.commandId())) {
                    if (!wire.offer(Topic.COMMANDS.of(known.deviceId()), command.view(), qos)) {
                        return;
                    }
                    told.add(command.commandId());
                }
            }
        } catch (ProblemException e) {
            refused(e);
        }
    }

    /** A restriction ends no connection: it may be lifted. */
    private void refused(ProblemException problem) {
        if (Outcome.of(problem) instanceof Outcome.Ended(var reason, var why)) {
            end(reason, why);
        }
    }

    /** A device that stays connected may have lost its right to. */
    void checkIfDue(Instant now) {
        var known = token;
        if (known != null && !now.isBefore(checkedAt.plus(config.checkEvery()))) {
            checkedAt = now;
            boolean wasHeard = heard;
            heard = false;
            submit(() -> {
                try {
                    messages.check(known, wasHeard);
                } catch (ProblemException e) {
                    refused(e);
                }
            });
        }
    }

    private void failed(Throwable failure) {
        LOG.debugf("a line fails: %s", failure.getClass().getSimpleName());
        end(
                failure instanceof TooLongFrameException
                        ? MqttDisconnectReasonCode.PACKET_TOO_LARGE
                        : MqttDisconnectReasonCode.MALFORMED_PACKET);
    }

    void end(MqttDisconnectReasonCode reason) {
        end(reason, null);
    }

    private void end(MqttDisconnectReasonCode reason, @Nullable ProblemException problem) {
        ended = true;
        wire.end(reason, problem);
    }

    private void closed() {
        ended = true;
        gone = true;
        lines.closed(this);
    }

    private void submit(Runnable next) {
        synchronized (work) {
            work.add(next);
            if (working) {
                return;
            }
            working = true;
        }
        lines.execute(this::workOn);
    }

    private void workOn() {
        while (true) {
            Runnable next;
            synchronized (work) {
                next = next();
                if (next == null) {
                    working = false;
                    return;
                }
            }
            try {
                next.run();
            } catch (RuntimeException e) {
                LOG.warnf("a line is broken off: %s", e.getClass().getSimpleName());
                end(MqttDisconnectReasonCode.UNSPECIFIED_ERROR);
            }
        }
    }
}
