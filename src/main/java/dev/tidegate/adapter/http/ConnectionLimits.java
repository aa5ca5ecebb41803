package dev.tidegate.adapter.http;

import io.quarkus.runtime.configuration.DurationConverter;

import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/** The limits of the server's connections: {@code tidegate.http.*}. */
final class ConnectionLimits {

    private ConnectionLimits() {}

    /** What makes a watch for each connection; empty in a process without these settings. */
    static Optional<Supplier<RequestWatch>> configured() {
        Config config = ConfigProvider.getConfig();
        return config.getOptionalValue("tidegate.http.connections", Integer.class)
                .map(most -> watches(config, new Connections(most)));
    }

    private static Supplier<RequestWatch> watches(Config config, Connections connections) {
        Duration head = duration(config, "tidegate.http.head-within");
        Duration keep = duration(config, "tidegate.http.keep-alive");
        return () -> new RequestWatch(connections, head, keep);
    }

    private static Duration duration(Config config, String name) {
        return DurationConverter.parseDuration(config.getValue(name, String.class));
    }
}
