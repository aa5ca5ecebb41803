package dev.tidegate.core.rollout;

import static dev.tidegate.core.rollout.Scenes.*;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.core.distribution.Weight;
import dev.tidegate.core.event.Action;
import dev.tidegate.core.event.Observation;
import dev.tidegate.core.event.Pods;
import dev.tidegate.core.rollout.RolloutPlan.OnDrift;
import dev.tidegate.core.rollout.RolloutPlan.OnNewDeploy;
import dev.tidegate.core.rollout.RolloutPlan.Unversioned;
import dev.tidegate.core.traffic.AnswerCookie;
import dev.tidegate.core.traffic.Mirror;
import dev.tidegate.core.traffic.StepTraffic;
import dev.tidegate.core.traffic.Sticky;
import dev.tidegate.core.traffic.StickyByCookie;
import dev.tidegate.core.traffic.StickyCookie;
import dev.tidegate.core.traffic.Traffic;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Steps that keep clients with a version, and steps that mirror. */
class StickyStepsTest {

    private static final Sticky COOKIE =
            new StickyByCookie(
                    new StickyCookie(
                            "tg",
                            Duration.ofHours(1),
                            "/",
                            Optional.empty(),
                            Optional.empty(),
                            false,
                            false),
                    true);
    private static final StepTraffic COPIES = mirror(1_000);
    private static final Mirror TENTH = new Mirror(V2, new Weight(1_000));

    private static StepTraffic mirror(int points) {
        return new StepTraffic(Weight.ZERO, List.of(), Optional.empty(), new Weight(points));
    }

    private static StepTraffic sticky(int points) {
        return new StepTraffic(new Weight(points), List.of(), Optional.of(COOKIE), Weight.ZERO);
    }

    /** Copies of a tenth, 5 % and 25 % with a cookie, 50 % without, 100 %. */
    private static RolloutPlan plan(OnDrift onDrift) {
        return with(
                Scenes.plan(OnNewDeploy.SUPERSEDE, onDrift, Unversioned.ROLLBACK),
                List.of(
                        new Step(COPIES, HOLD, false),
                        new Step(sticky(500), HOLD, false),
                        new Step(sticky(2_500), HOLD, false),
                        step("50", HOLD, false)));
    }

    private static Rollout copying(OnDrift onDrift) {
        return progressing(plan(onDrift));
    }

    private static Rollout edited(Rollout rollout, Instant at) {
        return moved(
                rollout,
                observed(
                        new Observation.RoutesDrifted(
                                "primary", rollout.wanted().orElseThrow(), false)),
                at);
    }

    private static Traffic traffic(Rollout rollout) {
        return rollout.traffic().orElseThrow();
    }

    @Test
    void eachStepSaysTheWholeOfWhatTheCanaryGets() {
        Rollout copies = copying(OnDrift.REVERT);
        assertThat(traffic(copies).mirrors()).containsExactly(TENTH);
        assertThat(copies.canaryWeight()).isEqualTo(Weight.ZERO);
        assertThat(copies.reachesCanary()).isTrue();
        Rollout five = due(copies);
        assertThat(traffic(five).mirrors()).isEmpty();
        assertThat(traffic(five).cookies())
                .extracting(AnswerCookie::version)
                .containsExactly(V2, V1);
        Rollout quarter = due(five);
        assertThat(traffic(quarter).cookies()).isEqualTo(traffic(five).cookies());
        assertThat(traffic(quarter).segments()).isEqualTo(traffic(five).segments());
        Rollout half = due(quarter);
        assertThat(traffic(half).plain()).isTrue();
        assertThat(traffic(due(half)).plain()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void everyEndTakesCookiesAndCopiesAway(int steps) {
        Rollout rollout = copying(OnDrift.REVERT);
        for (int i = 0; i < steps; i++) {
            rollout = due(rollout);
        }
        assertThat(moved(rollout, alert("a1", "v2"), later(9)).traffic()).contains(Traffic.all(V1));
        assertThat(moved(rollout, command("abort", Action.ABORT), later(9)).traffic())
                .contains(Traffic.all(V1));
        assertThat(moved(rollout, deploy("d2", V3, later(9)), later(9)).traffic())
                .contains(Traffic.all(V1));
        assertThat(traffic(moved(rollout, command("all", Action.SKIP), later(9))).mirrors())
                .isEmpty();
    }

    @Test
    void editOfAMirrorIsReverted() {
        Rollout rollout = edited(copying(OnDrift.REVERT), later(1));
        assertThat(traffic(rollout).mirrors()).containsExactly(TENTH);
        assertThat(rollout.history().getLast().cause())
                .isEqualTo(
                        "what the step adds to primary was edited by hand to v1 100 %, v2 0 %"
                                + " (wanted v1 100 %, v2 0 %; copies of 10 % to v2); reverted");
    }

    @Test
    void adoptedEditLeavesCookiesOutUntilTheNextStep() {
        Rollout five = due(copying(OnDrift.ADOPT));
        Rollout adopted = edited(five, later(9));
        assertThat(traffic(adopted).plain()).isTrue();
        assertThat(adopted.canaryWeight()).isEqualTo(new Weight(500));
        assertThat(traffic(due(adopted)).cookies()).isEqualTo(traffic(five).cookies());
    }

    @Test
    void pausedEditIsUndoneByResume() {
        Rollout paused = edited(copying(OnDrift.PAUSE), later(1));
        assertThat(paused.phase()).isInstanceOf(Phase.Paused.class);
        assertThat(traffic(paused).plain()).isTrue();
        Rollout next = moved(paused, command("go", Action.RESUME), later(2));
        assertThat(traffic(next).mirrors()).containsExactly(TENTH);
    }

    @Test
    void mirrorWaitsForPodsAsAWeightDoes() {
        Rollout preparing = preparing(plan(OnDrift.REVERT));
        assertThat(gated(preparing)).isInstanceOf(Decision.Noted.class);
        // and so does a larger one
        Rollout more =
                progressing(
                        with(
                                plan(OnDrift.REVERT),
                                List.of(
                                        new Step(COPIES, HOLD, false),
                                        new Step(mirror(2_000), HOLD, false))));
        assertThat(gated(more)).isInstanceOf(Decision.Noted.class);
    }

    @Test
    void smallerMirrorWaitsForNoPods() {
        Rollout less =
                progressing(
                        with(
                                plan(OnDrift.REVERT),
                                List.of(
                                        new Step(mirror(2_000), HOLD, false),
                                        new Step(COPIES, HOLD, false))));
        assertThat(gated(less)).isInstanceOf(Decision.Moved.class);
    }

    private static Decision gated(Rollout rollout) {
        Pods none = new Pods.Seen("reviews-v2", 2, 0, 0, Optional.empty(), List.of());
        Instant due = ((Phase.Live) rollout.phase()).due().orElseThrow();
        return PodGate.decide(rollout, timer(rollout, due), () -> none, Optional.empty(), due);
    }

    @Test
    void mirrorWithoutAnyPodGoesBack() {
        Rollout rollout = copying(OnDrift.REVERT);
        Pods none = new Pods.Seen("reviews-v2", 2, 0, 0, Optional.empty(), List.of());
        Observation seen = new Observation.PodsSeen(none);
        Decision known = RolloutStateMachine.decide(rollout, observed(seen), later(1));
        assertThat(known).isInstanceOf(Decision.Noted.class);
        Rollout noted = ((Decision.Noted) known).next();
        Instant at = later(1).plus(rollout.plan().availability().noneFor());
        Rollout back = moved(noted, observed(seen), at);
        assertThat(back.phase()).isInstanceOf(Phase.RollingBack.class);
        assertThat(back.traffic()).contains(Traffic.all(V1));
    }
}
