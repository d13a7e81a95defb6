package com.bestqi.device.mqtt;

import com.bestqi.device.command.CommandExchange;
import com.bestqi.device.command.CommandListener;
import com.bestqi.platform.worker.Wakes;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.scheduler.Scheduled;
import io.vertx.mqtt.MqttEndpoint;
import io.vertx.mqtt.messages.codes.MqttDisconnectReasonCode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The connections of this replica: no more, and no more bytes of messages, than it can hold (F17).
 * A command that this replica takes in reaches a device at once, one that another takes in a second
 * later at most.
 */
@ApplicationScoped
class Lines implements CommandListener {
    private final Messages messages;
    private final CommandExchange commands;
    private final TransactionSynchronizationRegistry transactions;
    private final MqttConfig config;
    private final ObjectMapper json;
    private final Clock clock;
    private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
    private final Set<Line> all = ConcurrentHashMap.newKeySet();
    private final Map<UUID, Line> byDevice = new ConcurrentHashMap<>();
    private final AtomicLong bytes = new AtomicLong();

    Lines(
            Messages messages,
            CommandExchange commands,
            TransactionSynchronizationRegistry transactions,
            MqttConfig config,
            ObjectMapper json,
            MeterRegistry metrics,
            Clock clock) {
        this.messages = messages;
        this.commands = commands;
        this.transactions = transactions;
        this.config = config;
        this.json = json;
        this.clock = clock;
        metrics.gauge("mqtt.connections", all, Set::size);
        metrics.gauge("mqtt.bytes", bytes, AtomicLong::get);
    }

    /** Somebody connects; whether they are let in is found out on the line. */
    void open(MqttEndpoint endpoint) {
        var line = new Line(endpoint, json, this, messages, config, clock);
        all.add(line);
        line.begin();
    }

    /** How many there are. */
    int open() {
        return all.size();
    }

    boolean full() {
        return all.size() > config.mostConnections();
    }

    /** A device has one line: the newest. */
    void admitted(UUID deviceId, Line line) {
        var before = byDevice.put(deviceId, line);
        if (before != null && before != line) {
            before.end(MqttDisconnectReasonCode.SESSION_TAKEN_OVER);
        }
    }

    void closed(Line line) {
        all.remove(line);
        line.deviceId().ifPresent(deviceId -> byDevice.remove(deviceId, line));
    }

    void execute(Runnable work) {
        workers.execute(work);
    }

    /** Takes room for a message; false when there is none. */
    boolean reserve(int size) {
        if (bytes.addAndGet(size) <= config.mostBytes()) {
            return true;
        }
        release(size);
        return false;
    }

    void release(int size) {
        bytes.addAndGet(-size);
    }

    @Override
    public void given(UUID deviceId) {
        var line = byDevice.get(deviceId);
        if (line != null) {
            new Wakes(transactions) {
                @Override
                public void now() {
                    line.wake();
                }
            }.afterCommit();
        }
    }

    @Scheduled(
            every = "${bestqi.mqtt.look-every:1s}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void look() {
        var now = clock.instant();
        all.forEach(line -> line.checkIfDue(now));
        var listening =
                byDevice.entrySet().stream()
                        .filter(entry -> entry.getValue().wantsCommands())
                        .map(Map.Entry::getKey)
                        .toList();
        if (!listening.isEmpty()) {
            wake(commands.undelivered(listening));
        }
    }

    private void wake(List<UUID> deviceIds) {
        for (var deviceId : deviceIds) {
            var line = byDevice.get(deviceId);
            if (line != null) {
                line.wake();
            }
        }
    }

    /** Sends everybody away; what is under way is finished or comes again. */
    void endAll(MqttDisconnectReasonCode reason) {
        all.forEach(line -> line.end(reason));
    }
}
