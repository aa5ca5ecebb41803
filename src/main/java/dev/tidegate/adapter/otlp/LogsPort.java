package dev.tidegate.adapter.otlp;

import io.grpc.Server;
import io.grpc.netty.NettyServerBuilder;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;

/**
 * The port that proxies send their logs to, by gRPC over HTTP/2 without TLS: a mesh brings its own.
 *
 * <p>It is a port of its own, not that of HTTP: who may reach it can move traffic and has no token,
 * so a network policy must be able to name it; the other has HTTP/2 switched off, and its limits on
 * connections know HTTP/1.1 only. What is held of a connection is bounded: eight parts of a log at
 * a time, 1 MiB each, of which 256 KiB are read ahead.
 */
final class LogsPort implements AutoCloseable {

    private static final int MOST_BYTES = 1 << 20;
    private static final int MOST_BYTES_AHEAD = 1 << 18;
    private static final int MOST_CALLS = 8;
    private static final int MOST_BYTES_OF_HEADERS = 1 << 14;
    private static final int IDLE_MINUTES = 15;
    private static final int HANDSHAKE_SECONDS = 10;
    private static final int KEEP_ALIVE_SECONDS = 5;
    private static final int CLOSE_SECONDS = 1;

    private final Server server;

    private LogsPort(Server server) {
        this.server = server;
    }

    /**
     * Listens.
     *
     * @param port 0 for any that is free
     * @throws IOException when it cannot be listened on
     */
    static LogsPort listen(int port, LogsService service) throws IOException {
        return new LogsPort(
                NettyServerBuilder.forAddress(new InetSocketAddress(port))
                        // nothing waits: what is read is counted by the thread that read it
                        .directExecutor()
                        .maxInboundMessageSize(MOST_BYTES)
                        .flowControlWindow(MOST_BYTES_AHEAD)
                        .maxConcurrentCallsPerConnection(MOST_CALLS)
                        .maxInboundMetadataSize(MOST_BYTES_OF_HEADERS)
                        .maxConnectionIdle(IDLE_MINUTES, TimeUnit.MINUTES)
                        .handshakeTimeout(HANDSHAKE_SECONDS, TimeUnit.SECONDS)
                        .permitKeepAliveTime(KEEP_ALIVE_SECONDS, TimeUnit.SECONDS)
                        .permitKeepAliveWithoutCalls(true)
                        .intercept(service)
                        .addService(service)
                        .build()
                        .start());
    }

    int number() {
        return server.getPort();
    }

    /** Ends it; parts of logs that are under way are answered first. */
    @Override
    public void close() {
        server.shutdown();
        try {
            if (!server.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
                server.shutdownNow();
            }
        } catch (InterruptedException e) {
            server.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
