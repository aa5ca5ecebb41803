package dev.tidegate;

import dev.tidegate.message.CloudEventCodec;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;

import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.spi.ConfigSource;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Ends the start when somebody sets what is no setting. The shipped file names them all. */
@Singleton
final class SettingsCheck {

    private static final String SHIPPED = "/application.properties";

    void check(@Observes @Priority(1) StartupEvent event, Config config) {
        SettingNames names = new SettingNames(shipped(), CloudEventCodec.NAMESPACE_OF);
        List<String> problems =
                StreamSupport.stream(config.getConfigSources().spliterator(), false)
                        .flatMap(SettingsCheck::given)
                        .distinct()
                        .sorted()
                        .flatMap(name -> names.problem(name).stream())
                        .toList();
        if (!problems.isEmpty()) {
            throw new ConfigurationException(String.join("\n", problems));
        }
    }

    /** The names that a source sets, each as it is written there. */
    private static Stream<String> given(ConfigSource source) {
        return source instanceof EnvConfigSource
                ? System.getenv().keySet().stream()
                : source.getPropertyNames().stream();
    }

    static Set<String> shipped() {
        try {
            return new PropertiesConfigSource(
                            Objects.requireNonNull(
                                    SettingsCheck.class.getResource(SHIPPED),
                                    "the settings are part of the product"))
                    .getPropertyNames();
        } catch (IOException e) {
            throw new UncheckedIOException("application.properties: cannot be read", e);
        }
    }
}
