package dev.tidegate.adapter.http;

import io.netty.bootstrap.ServerBootstrap;
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
        server.handler(new Acceptance(watches));
    }
}
