package dev.tidegate.adapter.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpResponseEncoder;

import java.util.function.Supplier;

/**
 * Puts a watch behind a connection's HTTP codec. Vert.x has put that there before the connection
 * becomes active; what is no HTTP has none, and is not watched.
 */
final class WatchPlacement extends ChannelInboundHandlerAdapter {

    private final Supplier<RequestWatch> watches;

    WatchPlacement(Supplier<RequestWatch> watches) {
        this.watches = watches;
    }

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
