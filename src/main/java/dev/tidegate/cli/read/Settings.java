package dev.tidegate.cli.read;

import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;

import org.eclipse.microprofile.config.Config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.Map;
import java.util.Objects;

/** The server's settings, where no server runs. */
final class Settings {

    private static final int SHIPPED = 250;
    private static final int ENVIRONMENT = 300;

    private Settings() {}

    /** What is shipped, and what the environment has in its place: {@code TIDEGATE_WEBHOOKS_…}. */
    static Config of(Map<String, String> environment) {
        URL shipped =
                Objects.requireNonNull(
                        Settings.class.getResource("/application.properties"),
                        "the settings are part of the product");
        try {
            return new SmallRyeConfigBuilder()
                    .addDefaultInterceptors()
                    .withSources(
                            new PropertiesConfigSource(shipped, SHIPPED),
                            new EnvConfigSource(environment, ENVIRONMENT))
                    .build();
        } catch (IOException e) {
            throw new UncheckedIOException("application.properties: cannot be read", e);
        }
    }
}
