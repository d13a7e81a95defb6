package com.bestqi.device.mqtt;

import io.netty.channel.Channel;
import io.netty.handler.traffic.GlobalTrafficShapingHandler;
import io.vertx.core.Vertx;
import io.vertx.core.impl.ContextInternal;
import io.vertx.core.impl.VertxInternal;
import io.vertx.core.impl.VertxWrapper;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.SocketAddress;
import io.vertx.core.net.impl.NetServerImpl;
import io.vertx.core.net.impl.SslChannelProvider;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Has the MQTT server tell of connections when they come: by itself it tells of those that have
 * said CONNECT, and what comes before that would be bounded by nothing.
 */
final class Entrance extends VertxWrapper {
    private final VertxInternal vertx;
    private final Strangers strangers;

    Entrance(Vertx vertx, Strangers strangers) {
        super((VertxInternal) vertx);
        this.vertx = (VertxInternal) vertx;
        this.strangers = strangers;
    }

    @Override
    public NetServer createNetServer(NetServerOptions options) {
        return new Counting(vertx, options, strangers);
    }

    private static final class Counting extends NetServerImpl {
        private final Strangers strangers;

        Counting(VertxInternal vertx, NetServerOptions options, Strangers strangers) {
            super(vertx, options);
            this.strangers = strangers;
        }

        @Override
        protected BiConsumer<Channel, SslChannelProvider> childHandler(
                ContextInternal context,
                SocketAddress address,
                @Nullable GlobalTrafficShapingHandler shaping) {
            var next = super.childHandler(context, address, shaping);
            return (channel, ssl) -> {
                strangers.came(channel);
                next.accept(channel, ssl);
            };
        }
    }
}
