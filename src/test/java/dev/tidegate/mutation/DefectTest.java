package dev.tidegate.mutation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.mutation.Defect.Find;
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
 * a seed is known that finds it, that one is played alone; {@code -Ddefects.seeds=2000} looks for
 * each from the first seed on, so far, and says after how many it was found.
 */
@Execution(ExecutionMode.CONCURRENT)
class DefectTest {

    private static final int SEEDS = Integer.getInteger("defects.seeds", 0);
    private static final String ONLY = System.getProperty("defects", "");

    static List<Defect> found() {
        return defects().stream().filter(each -> SEEDS > 0 || each.found().isPresent()).toList();
    }

    static List<Defect> defects() {
        return Defect.all().stream().filter(each -> each.title().contains(ONLY)).toList();
    }

    /** Any other promise that it breaks there would be a find of something else. */
    @ParameterizedTest
    @MethodSource("found")
    void theSimulationFindsTheDefectByThePromiseThatItBreaks(Defect defect) {
        Map<String, byte[]> mutant = defect.classes();
        long first = SEEDS > 0 ? 0 : defect.found().orElseThrow().seed();
        Optional<Find> find = SeedRun.firstFailure(mutant, first, SEEDS > 0 ? SEEDS : first + 1);
        if (SEEDS > 0) {
            System.out.printf(
                    "| %s | %s |%n",
                    defect,
                    find.map(f -> "%s | %d".formatted(f.invariant(), f.seed() + 1))
                            .orElse("none | not in " + SEEDS));
        }
        assertThat(find).as("where this is found: %s", defect).isEqualTo(defect.found());
    }

    @Test
    void defectThatNoSeedFindsStillFitsItsSource() {
        assertThat(defects())
                .filteredOn(each -> each.found().isEmpty())
                .allSatisfy(each -> assertThat(each.classes()).isNotEmpty())
                .allSatisfy(each -> assertThat(each.unfound()).isNotEmpty());
    }

    @Test
    void seedsThatFindDefectsFindNothingInWhatIsMended() {
        assertThat(defects())
                .flatExtracting(each -> each.found().stream().toList())
                .allSatisfy(
                        each ->
                                assertThat(Seeds.firstFailure(each.seed(), each.seed() + 1))
                                        .isEmpty());
    }
}
