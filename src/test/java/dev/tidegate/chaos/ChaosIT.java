package dev.tidegate.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.sandbox.Console;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.time.Duration;

/** A short run of {@code ./tidegate chaos}: every fault once, and nothing is violated. */
class ChaosIT {

    @Test
    void thirtyReleasesUnderEachFaultKeepWhatIsPromised() throws IOException, InterruptedException {
        ChaosOptions options = new ChaosOptions(1, 30, Duration.ofSeconds(30));
        assertThat(Chaos.findings(options, Console.ofProcess()))
                .as("what seed 1 violates; its history is in target/chaos-1")
                .isEmpty();
    }
}
