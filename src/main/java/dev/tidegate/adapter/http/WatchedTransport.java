package dev.tidegate.adapter.http;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.vertx.core.impl.transports.JDKTransport;
import io.vertx.core.net.NetServerOptions;

import java.util.function.Supplier;

/** Gives each connection that an HTTP server accepts a {@link RequestWatch}. */
final class WatchedTransport extends JDKTransport {

    private final Supplier<RequestWatch> watches;

    WatchedTransport(Supplier<RequestWatch> watches) {
        this.watches = watches;
    }

    @Override
    public void configure(NetServerOptions options, boolean domainSocket, ServerBootstrap server) {
        super.configure(options, domainSocket, server);
        server.handler(new Accepting());
    }

    /** Of the listening socket: it reads connections. */
    @Sharable
    private final class Accepting extends ChannelInboundHandlerAdapter {

        @Override
        public void channelRead(ChannelHandlerContext context, Object accepted) {
            ((Channel) accepted).pipeline().addLast(new Placing());
            context.fireChannelRead(accepted);
        }
    }

    /** Vert.x puts its codec there before the connection is active; what is no HTTP has none. */
    private final class Placing extends ChannelInboundHandlerAdapter {

        @Override
        public void channelActive(ChannelHandlerContext context) {
            ChannelPipeline pipeline = context.pipeline();
            ChannelHandlerContext codec = pipeline.context(HttpResponseEncoder.class);
            if (codec != null) {
                pipeline.addAfter(codec.name(), "requests", watches.get());
            }
            pipeline.remove(this);
            context.fireChannelActive();
        }
    }
}
