package dev.tidegate;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tidegate.messages.Collection;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;

import org.eclipse.microprofile.config.Config;
import org.junit.jupiter.api.Test;

import java.util.Map;

/** What ends the start when somebody sets what is no setting. */
class SettingMessagesTest {

    @Test
    void startEndsWithAllThatIsNoSetting() {
        Config config =
                new SmallRyeConfigBuilder()
                        .withSources(
                                new PropertiesConfigSource(
                                        Map.of(
                                                "tidegate.clustr-domain", "x",
                                                "tidegate.colour", "blue",
                                                "tidegate.cluster-domain", "cluster.local"),
                                        "given",
                                        1))
                        .build();
        ConfigurationException end =
                catchThrowableOfType(
                        ConfigurationException.class,
                        () -> new SettingsCheck().check(new StartupEvent(), config));
        Collection collected = new Collection();
        collected.add(
                "clustr-domain, colour and cluster-domain are set",
                String.valueOf(end.getMessage()));
        collected.check("settings");
    }
}
