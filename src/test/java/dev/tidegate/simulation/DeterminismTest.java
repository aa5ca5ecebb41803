package dev.tidegate.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** A seed decides everything. */
class DeterminismTest {

    private static final String[] SEEDS = {"3", "7", "20", "369"};

    @ParameterizedTest
    @ValueSource(longs = {3, 7, 20, 369})
    void sameSeedIsTheSameHistory(long seed) {
        Simulation.Ending first = Simulation.play(Plan.of(seed), true);
        assertThat(first.history()).hasSizeGreaterThan(50);
        assertThat(Simulation.play(Plan.of(seed), true)).isEqualTo(first);
    }

    /** What differs from JVM to JVM, such as the hashes of objects, decides nothing. */
    @Test
    void sameSeedIsTheSameHistoryInAnotherJvm() throws IOException, InterruptedException {
        String classes = System.getProperty("surefire.test.class.path");
        Process other =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                classes == null ? System.getProperty("java.class.path") : classes,
                                Digest.class.getName(),
                                SEEDS[0],
                                SEEDS[1],
                                SEEDS[2],
                                SEEDS[3])
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        String here = Digest.of(SEEDS);
        List<String> there;
        try (var lines = other.inputReader(StandardCharsets.UTF_8)) {
            there = lines.lines().toList();
        }
        assertThat(other.waitFor()).isZero();
        assertThat(there).containsExactly(here);
    }

    @Test
    void otherSeedIsAnotherHistory() {
        assertThat(Simulation.play(Plan.of(3), true).history())
                .isNotEqualTo(Simulation.play(Plan.of(4), true).history());
    }
}
