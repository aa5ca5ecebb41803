package dev.tidegate.adapter.http;

import io.netty.bootstrap.ServerBootstrap;
import io.vertx.core.impl.transports.JDKTransport;
import io.vertx.core.net.NetServerOptions;

import java.util.Optional;
import java.util.function.Supplier;

/**
 * Gives each connection that an HTTP server accepts a {@link RequestWatch}. Neither Quarkus nor
 * Vert.x limits how long the head of a request may take; a transport is where Vert.x lets one in
 * before a server listens, and looks for one by the name of this class.
 */
public final class WatchedTransport extends JDKTransport {

    private final Supplier<Optional<Supplier<RequestWatch>>> limits;

    /** With the limits of the configuration; they are read when a server is about to listen. */
    public WatchedTransport() {
        this.limits = ConnectionLimits::configured;
    }

    WatchedTransport(Supplier<RequestWatch> watches) {
        this.limits = () -> Optional.of(watches);
    }

    @Override
    public void configure(NetServerOptions options, boolean domainSocket, ServerBootstrap server) {
        super.configure(options, domainSocket, server);
        limits.get().ifPresent(watches -> server.handler(new Acceptance(watches)));
    }
}
