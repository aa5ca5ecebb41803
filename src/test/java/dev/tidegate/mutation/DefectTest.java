package dev.tidegate.mutation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.simulation.Seeds;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Puts back defects that were mended, one at a time, and expects the simulation to find each. Where
 * a seed is known that finds it, that one is played alone; {@code -Ddefects.seeds=500} looks for
 * each from the first seed on, so far, and says after how many it was found.
 */
@Execution(ExecutionMode.CONCURRENT)
class DefectTest {

    private static final int SEEDS = Integer.getInteger("defects.seeds", 0);
    private static final String ONLY = System.getProperty("defects", "");

    static List<Defect> found() {
        return defects().stream().filter(each -> SEEDS > 0 || each.seed().isPresent()).toList();
    }

    static List<Defect> defects() {
        return Defect.all().stream().filter(each -> each.title().contains(ONLY)).toList();
    }

    @ParameterizedTest
    @MethodSource("found")
    void theSimulationFindsTheDefect(Defect defect) {
        Map<String, byte[]> mutant = defect.classes();
        if (SEEDS == 0) {
            long seed = defect.seed().orElseThrow();
            assertThat(SeedRun.firstFailure(mutant, seed, seed + 1)).as(defect.title()).isPresent();
            return;
        }
        Optional<SeedRun.Failure> failure = SeedRun.firstFailure(mutant, 0, SEEDS);
        System.out.printf(
                "| %s | %s |%n",
                defect,
                failure.map(f -> "%s | %d".formatted(f.invariant(), f.seed() + 1))
                        .orElse("none | not in " + SEEDS));
        assertThat(failure.stream().mapToLong(SeedRun.Failure::seed).findFirst())
                .as("the first seed that finds: %s", defect)
                .isEqualTo(defect.seed());
    }

    @Test
    void defectThatNoSeedFindsStillFitsItsSource() {
        assertThat(defects())
                .filteredOn(each -> each.seed().isEmpty())
                .allSatisfy(each -> assertThat(each.classes()).isNotEmpty())
                .allSatisfy(each -> assertThat(each.unfound()).isNotEmpty());
    }

    @Test
    void seedsThatFindDefectsFindNothingInWhatIsMended() {
        assertThat(found())
                .filteredOn(each -> each.seed().isPresent())
                .allSatisfy(
                        each -> {
                            long seed = each.seed().orElseThrow();
                            assertThat(Seeds.firstFailure(seed, seed + 1)).isEmpty();
                        });
    }
}
