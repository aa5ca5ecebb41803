package dev.tidegate.adapter.http;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

import java.util.function.Supplier;

/** The handler at the listening socket: it sees each connection as it is accepted. */
@Sharable
final class Acceptance extends ChannelInboundHandlerAdapter {

    private final Supplier<RequestWatch> watches;

    Acceptance(Supplier<RequestWatch> watches) {
        this.watches = watches;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object accepted) {
        ((Channel) accepted).pipeline().addLast(new WatchPlacement(watches));
        context.fireChannelRead(accepted);
    }
}
