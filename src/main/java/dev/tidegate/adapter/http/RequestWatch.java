package dev.tidegate.adapter.http;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Ends a connection on which no whole head of a request comes in time, however steadily it drips.
 * Sits behind the codec, where a head is whole.
 */
final class RequestWatch extends ChannelDuplexHandler {

    private final Connections connections;
    private final Duration first;
    private final Duration next;
    private int unanswered;
    private @Nullable Future<?> deadline;

    /**
     * A watch for one connection.
     *
     * @param first how long the first head may take, from the connection's opening
     * @param next how long each later one may, from the last answer
     */
    RequestWatch(Connections connections, Duration first, Duration next) {
        this.connections = connections;
        this.first = first;
        this.next = next;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        connections.opened(context.channel());
        arm(context, first);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof HttpRequest) {
            unanswered++;
            disarm();
            connections.busy(context.channel());
        }
        context.fireChannelRead(message);
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        var _ = context.write(message, promise);
        if (message instanceof LastHttpContent && !interim(message) && --unanswered <= 0) {
            unanswered = 0;
            connections.waits(context.channel());
            arm(context, next);
        }
    }

    /** 100 Continue. */
    private static boolean interim(Object message) {
        return message instanceof HttpResponse response
                && response.status().codeClass() == HttpStatusClass.INFORMATIONAL;
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        disarm();
        connections.closed(context.channel());
        context.fireChannelInactive();
    }

    private void arm(ChannelHandlerContext context, Duration within) {
        disarm();
        Runnable end =
                () -> {
                    var _ = context.channel().close();
                };
        deadline = context.executor().schedule(end, within.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void disarm() {
        if (deadline != null) {
            deadline.cancel(false);
            deadline = null;
        }
    }
}
