package com.bestqi.device.mqtt;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.channel.Channel;
import io.vertx.core.net.SocketAddress;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.InetSocketAddress;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Connections that have not said who they are, during TLS and before CONNECT: so many at once, and
 * so long each, however they dribble. When one too many comes, the one that has been silent longest
 * goes: a device says CONNECT at once, so that a flood of the silent keeps no device out (F17).
 */
@ApplicationScoped
class Strangers {
    private final MqttConfig config;
    private final Counter sentAway;

    /** The longest silent first. */
    private final Map<SocketAddress, Channel> silent = new LinkedHashMap<>();

    Strangers(MqttConfig config, MeterRegistry metrics) {
        this.config = config;
        this.sentAway =
                Counter.builder("mqtt.strangers.sent.away")
                        .description("Connections closed because they did not say who they are")
                        .register(metrics);
        metrics.gauge("mqtt.strangers", this, Strangers::count);
    }

    synchronized int count() {
        return silent.size();
    }

    /** On the connection's event loop, before anything is read of it. */
    void came(Channel channel) {
        if (!(channel.remoteAddress() instanceof InetSocketAddress from)) {
            return;
        }
        var address = SocketAddress.inetSocketAddress(from);
        var deadline =
                channel.eventLoop()
                        .schedule(
                                () -> overdue(address, channel),
                                config.connectWithin().toMillis(),
                                TimeUnit.MILLISECONDS);
        channel.closeFuture()
                .addListener(_ -> {
                    deadline.cancel(false);
                    forget(address, channel);
                });
        synchronized (this) {
            silent.put(address, channel);
            if (silent.size() > config.mostStrangers()) {
                sendAwayLongestSilent(silent.values().iterator());
            }
        }
    }

    private void sendAwayLongestSilent(Iterator<Channel> longestFirst) {
        var longest = longestFirst.next();
        longestFirst.remove();
        sendAway(longest);
    }

    /** It has said who it is: from now on it is a line, or is refused. */
    synchronized void spoke(SocketAddress address) {
        silent.remove(address);
    }

    private void overdue(SocketAddress address, Channel channel) {
        if (forget(address, channel)) {
            sendAway(channel);
        }
    }

    private synchronized boolean forget(SocketAddress address, Channel channel) {
        return silent.remove(address, channel);
    }

    private void sendAway(Channel channel) {
        sentAway.increment();
        var unused = channel.close();
    }
}
