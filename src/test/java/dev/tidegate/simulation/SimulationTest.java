package dev.tidegate.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.core.event.Action;
import dev.tidegate.core.event.RolloutEvent.Command;
import dev.tidegate.simulation.judge.Invariant;
import dev.tidegate.simulation.judge.Violation;
import dev.tidegate.simulation.topics.Topic;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** Worlds of many seeds, in which every promise is kept. */
@Execution(ExecutionMode.CONCURRENT)
class SimulationTest {

    private static final int SEEDS = Integer.getInteger("tidegate.simulation.seeds", 2_000);

    /** From here on some worlds have steps that match, and people who go back. */
    private static final long NEWER = 4_000;

    /** From here on some have steps that keep clients with a version, and that mirror. */
    private static final long NEWEST = 5_000;

    /** From here on some are frozen for a while. */
    private static final long FROZEN = 6_200;

    /** From here on some policies are dry runs for a while. */
    private static final long DRY = 7_000;

    /** From here on some name a host for each version. */
    private static final long MIGRATING = 7_200;

    /** From here on some people mirror requests themselves. */
    private static final long MIRRORING = 7_400;

    /** From here on some routes are named by two policies. */
    private static final long BESIDE = 7_600;

    /** From here on some have policies that scale old versions down. */
    private static final long OLD_PODS = 8_000;

    /** From here on some ask for evidence. */
    private static final long EVIDENCE = 8_200;

    /** How often these happen in 2,000 worlds at least: where nothing happens, nothing breaks. */
    private static final Map<String, Integer> LEAST =
            Map.ofEntries(
                    Map.entry("Opened", 7_000),
                    Map.entry("Succeeded", 3_500),
                    Map.entry("RolledBack", 1_400),
                    Map.entry("rolled back by an alert", 800),
                    Map.entry("Failed", 400),
                    Map.entry("Superseded", 650),
                    Map.entry("refused", 5_000),
                    Map.entry("deleted", 200),
                    Map.entry("moved by abort", 500),
                    Map.entry("moved by pause", 220),
                    Map.entry("moved by resume", 40),
                    Map.entry("moved by promote", 70),
                    Map.entry("moved by skip", 300),
                    Map.entry("moved by retry", 110),
                    Map.entry("moved by rollback", 40),
                    Map.entry("went back", 8),
                    Map.entry("scaled down", 200),
                    Map.entry("scaled up", 40),
                    Map.entry("moved by a verdict to RollingBack", 15),
                    Map.entry("moved by a verdict to Progressing", 6));

    @Test
    void everyPromiseIsKeptInEachOfManyWorlds() throws InterruptedException, ExecutionException {
        Semaphore atOnce = new Semaphore(Runtime.getRuntime().availableProcessors());
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<SortedMap<String, Integer>>> all =
                    Stream.of(
                                    0L, NEWER, NEWEST, FROZEN, DRY, MIGRATING, MIRRORING, BESIDE,
                                    OLD_PODS, EVIDENCE)
                            .flatMapToLong(
                                    first ->
                                            LongStream.range(
                                                    first,
                                                    first + (first == 0 ? SEEDS : SEEDS / 10)))
                            .mapToObj(seed -> threads.submit(() -> played(seed, atOnce)))
                            .toList();
            SortedMap<String, Integer> tally = new TreeMap<>();
            for (Future<SortedMap<String, Integer>> each : all) {
                each.get().forEach((what, times) -> tally.merge(what, times, Integer::sum));
            }
            LEAST.forEach(
                    (what, times) ->
                            assertThat(tally.getOrDefault(what, 0))
                                    .as("how often: %s, of %s", what, tally)
                                    .isGreaterThanOrEqualTo(times * SEEDS / 2_000));
        }
    }

    /** How often what happened in a world, in which every promise was kept. */
    private static SortedMap<String, Integer> played(long seed, Semaphore atOnce)
            throws InterruptedException {
        atOnce.acquire();
        try {
            Plan plan = Plan.of(seed);
            Simulation.Ending ending = Simulation.play(plan, false);
            assertThat(ending.violation().map(found -> Report.of(plan, found))).isEmpty();
            return ending.tally();
        } finally {
            atOnce.release();
        }
    }

    /**
     * A known limit: a process whose write was late has not said so yet when another one gets the
     * timer. When that is mended, this fails, and the judge needs no exception for it.
     */
    @Test
    void waitIsShortWhereOnlyAnotherProcessKnowsThatItsWriteWasLate() {
        assertThat(Simulation.play(Plan.of(369), false, true).violation())
                .get()
                .extracting(Violation::invariant)
                .isEqualTo(Invariant.I6);
    }

    @Test
    void recordThatIsNeverAcknowledgedIsFound() {
        Act late =
                new Act(
                        Duration.ofMinutes(40).minusMillis(1),
                        "somebody says something at the very end",
                        world -> world.send(Topic.COMMANDS, command(world)));
        Plan plan = Plan.of(3);
        assertThat(Simulation.play(plan.with(List.of(late)), false).violation())
                .get()
                .extracting(Violation::invariant)
                .isEqualTo(Invariant.ANSWERS);
    }

    private static Command command(World world) {
        return new Command(
                "/people 1",
                world.services().getFirst().key(),
                world.kernel().now(),
                Action.RETRY,
                Optional.empty(),
                "an operator",
                "");
    }

    /** A release waited for an alert no more when its policy was not valid any more. */
    @Test
    void alertHoldsAReleaseWhosePolicyIsNotValid() {
        assertThat(Simulation.play(Plan.of(3_347), false).violation()).isEmpty();
    }
}
