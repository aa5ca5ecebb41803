package dev.tidegate.adapter.http;

import io.quarkus.runtime.configuration.DurationConverter;
import io.vertx.core.impl.VertxBuilder;
import io.vertx.core.impl.transports.JDKTransport;
import io.vertx.core.spi.VertxServiceProvider;

import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;

import java.time.Duration;
import java.util.Optional;

/**
 * Limits the server's connections by {@code tidegate.http.*}. Neither Quarkus nor Vert.x limits how
 * long the head of a request may take; this is where Vert.x lets one in before a server listens. A
 * process without these settings has no limits, nor has a native transport.
 */
public final class ConnectionLimits implements VertxServiceProvider {

    @Override
    public void init(VertxBuilder builder) {
        Config config = ConfigProvider.getConfig();
        Optional<Integer> most =
                config.getOptionalValue("tidegate.http.connections", Integer.class);
        if (most.isPresent() && builder.findTransport() instanceof JDKTransport) {
            Connections connections = new Connections(most.get());
            Duration head = duration(config, "tidegate.http.head-within");
            Duration keep = duration(config, "tidegate.http.keep-alive");
            builder.findTransport(
                    new WatchedTransport(() -> new RequestWatch(connections, head, keep)));
        }
    }

    private static Duration duration(Config config, String name) {
        return DurationConverter.parseDuration(config.getValue(name, String.class));
    }
}
