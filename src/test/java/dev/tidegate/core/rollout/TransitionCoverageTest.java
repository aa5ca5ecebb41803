package dev.tidegate.core.rollout;

import static dev.tidegate.core.rollout.Scenes.*;

import static org.assertj.core.api.Assertions.assertThat;

import static java.util.Map.entry;

import dev.tidegate.core.distribution.Distribution;
import dev.tidegate.core.distribution.Version;
import dev.tidegate.core.distribution.Weight;
import dev.tidegate.core.event.Action;
import dev.tidegate.core.event.Observation;
import dev.tidegate.core.event.PriorTraffic;
import dev.tidegate.core.event.RolloutEvent;
import dev.tidegate.core.rollout.RolloutPlan.OnDrift;
import dev.tidegate.core.rollout.RolloutPlan.OnNewDeploy;
import dev.tidegate.core.rollout.RolloutPlan.Unversioned;
import dev.tidegate.core.rollout.UntilProven.Then;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Walks the state machine at random, by seed, and holds what it does against the declared
 * transitions, both ways: one that was not declared fails, and so does a declared one that was
 * never taken. The invariants are checked after each step.
 */
class TransitionCoverageTest {

    private static final int WALKS = 6_000;
    private static final int STEPS = 40;

    /**
     * As the Javadoc of {@link RolloutStateMachine} draws them; a move within a phase is a step, or
     * drift.
     */
    private static final Map<String, Set<String>> DECLARED =
            Map.ofEntries(
                    entry(
                            "Pending",
                            Set.of(
                                    "Pending",
                                    "Preparing",
                                    "Failed",
                                    "Paused",
                                    "RolledBack",
                                    "Superseded")),
                    entry(
                            "Preparing",
                            Set.of(
                                    "Preparing",
                                    "Progressing",
                                    "Paused",
                                    "Baking",
                                    "RollingBack",
                                    "Superseded")),
                    entry(
                            "Progressing",
                            Set.of(
                                    "Preparing",
                                    "Progressing",
                                    "Paused",
                                    "Baking",
                                    "RollingBack",
                                    "Superseded")),
                    entry(
                            "Paused",
                            Set.of(
                                    "Pending",
                                    "Preparing",
                                    "Progressing",
                                    "Paused",
                                    "Baking",
                                    "RollingBack",
                                    "RolledBack",
                                    "Superseded")),
                    entry(
                            "Baking",
                            Set.of(
                                    "Preparing",
                                    "Baking",
                                    "Paused",
                                    "Succeeded",
                                    "RollingBack",
                                    "Superseded")),
                    entry("RollingBack", Set.of("RollingBack", "RolledBack")),
                    entry("Succeeded", Set.of("RollingBack")));

    @Test
    void everyDeclaredTransitionIsTakenAndNoOther() {
        Map<String, Set<String>> taken = new TreeMap<>();
        for (int seed = 0; seed < WALKS; seed++) {
            walk(new Random(seed), taken);
        }
        assertThat(taken).isEqualTo(new TreeMap<>(DECLARED));
    }

    private static void walk(Random random, Map<String, Set<String>> taken) {
        Rollout rollout = pending(somePlan(random));
        Instant now = START;
        boolean rolledBack = false;
        for (int i = 0; i < STEPS && mayMove(rollout); i++) {
            now = now.plusSeconds(random.nextInt(200));
            RolloutEvent event = someEvent(random, rollout, now, i);
            Decision decision = RolloutStateMachine.decide(rollout, event, now);
            assertThat(decision.reason()).isNotBlank();
            switch (decision) {
                case Decision.Moved moved -> {
                    taken.computeIfAbsent(rollout.phase().title(), k -> new TreeSet<>())
                            .add(moved.next().phase().title());
                    assertThat(moved.next().revision()).isEqualTo(rollout.revision() + 1);
                    rollout = moved.next();
                }
                case Decision.Noted noted -> {
                    assertThat(noted.next().revision()).isEqualTo(rollout.revision());
                    rollout = noted.next();
                }
                case Decision.Unchanged u -> {}
            }
            assertThat(RolloutStateMachine.decide(rollout, event, now))
                    .as("the same event again: %s", event)
                    .satisfies(
                            again ->
                                    assertThat(
                                                    again instanceof Decision.Moved
                                                            && !(event
                                                                    instanceof
                                                                    RolloutEvent.Observed))
                                            .isFalse());
            rolledBack |= rollout.phase() instanceof Phase.RollingBack;
            assertThat(rolledBack && rollout.canaryWeight().basisPoints() > 0).isFalse();
            assertThat(revisions(rollout)).isEqualTo(upTo(rollout.revision()));
        }
    }

    private static boolean mayMove(Rollout rollout) {
        return rollout.live() || rollout.phase() instanceof Phase.Succeeded;
    }

    private static RolloutPlan somePlan(Random random) {
        RolloutPlan plan =
                plan(
                        one(random, OnNewDeploy.values()),
                        one(random, OnDrift.values()),
                        one(random, Unversioned.values()));
        if (random.nextInt(4) > 0) {
            return random.nextInt(3) > 0
                    ? plan
                    : EvidenceScenes.judged(
                            plan,
                            EvidenceScenes.ACTS,
                            EvidenceScenes.steps(one(random, Then.values())));
        }
        return new RolloutPlan(
                plan.routing(),
                random.nextBoolean() ? List.of() : List.of(step("5", HOLD, false)),
                plan.bake(),
                plan.readyTimeout(),
                plan.propagation(),
                plan.workload(),
                plan.onAlert(),
                plan.onNewDeploy(),
                plan.onDrift(),
                Availability.DEFAULT);
    }

    private static RolloutEvent someEvent(Random random, Rollout rollout, Instant now, int i) {
        String id = "e" + i;
        return switch (random.nextInt(15)) {
            case 0 ->
                    alert(
                                    id,
                                    Optional.of(one(random, "v1", "v2", "v3")),
                                    one(random, "critical", "warning"),
                                    now)
                            .writtenAt(now.minusSeconds(random.nextInt(400)));
            case 1 ->
                    alert(id, Optional.empty(), "critical", now)
                            .writtenAt(now.minusSeconds(random.nextInt(400)));
            case 2 -> command(id, one(random, Action.values()));
            case 3 -> deploy(id, one(random, V1, V2, V3), now);
            case 4 -> observed(someGates(random));
            case 5 -> observed(new Observation.RoutesApplied(rollout.wantedRevision()));
            case 6 -> observed(new Observation.RoutesBroken(rollout.revision(), "gone"));
            case 7 ->
                    observed(
                            new Observation.RoutesDrifted(
                                    "primary",
                                    Distribution.split(V1, V2, new Weight(random.nextInt(10_001))),
                                    true));
            case 8 ->
                    observed(
                            new Observation.SubsetsUndefined(
                                    "reviews",
                                    List.of(V2),
                                    rollout.wanted().orElse(Distribution.all(V1))));
            case 9 -> observed(new Observation.PodsSeen(PodScenes.pods(random.nextInt(2), 1)));
            case 10 -> EvidenceScenes.worse(rollout, random.nextInt(5));
            case 11 -> EvidenceScenes.proven(rollout, random.nextInt(4), random.nextDouble());
            default -> timer(rollout, now);
        };
    }

    private static Observation someGates(Random random) {
        Version stable = one(random, V1, V1, V1, V2);
        return new Observation.GatesSeen(
                Optional.of(stable),
                random.nextBoolean() ? List.of() : List.of("not ready"),
                List.of(),
                Optional.empty(),
                PriorTraffic.NONE);
    }

    @SafeVarargs
    private static <T> T one(Random random, T... values) {
        return values[random.nextInt(values.length)];
    }
}
