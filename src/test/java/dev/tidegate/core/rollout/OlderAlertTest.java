package dev.tidegate.core.rollout;

import static dev.tidegate.core.rollout.Scenes.*;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.core.distribution.Weight;
import dev.tidegate.core.event.Action;
import dev.tidegate.core.event.Observation;
import dev.tidegate.core.event.PriorTraffic;
import dev.tidegate.core.event.RolloutEvent;
import dev.tidegate.core.event.RolloutEvent.AlertFired;
import dev.tidegate.core.rollout.RolloutPlan.OnDrift;
import dev.tidegate.core.rollout.RolloutPlan.OnNewDeploy;
import dev.tidegate.core.rollout.RolloutPlan.Unversioned;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** An alert that fired before the release is the gates' matter. */
class OlderAlertTest {

    private static final Instant BEFORE = START.minusSeconds(1);

    private static RolloutPlan plan(Unversioned unversioned) {
        return Scenes.plan(OnNewDeploy.SUPERSEDE, OnDrift.REVERT, unversioned);
    }

    private static AlertFired older(Optional<String> version) {
        return alert("a", version, "critical", BEFORE);
    }

    private static Decision decided(Rollout rollout, RolloutEvent event) {
        return RolloutStateMachine.decide(rollout, event, later(1));
    }

    static Stream<Rollout> running() {
        return Stream.of(Unversioned.ROLLBACK, Unversioned.PAUSE)
                .flatMap(
                        unversioned ->
                                live(plan(unversioned)).stream()
                                        .filter(r -> !r.canaryWeight().equals(Weight.ZERO)));
    }

    @ParameterizedTest
    @EnumSource(value = Unversioned.class, names = "IGNORE", mode = EnumSource.Mode.EXCLUDE)
    void alertOlderThanTheReleaseHoldsItInPendingAndDoesNoMore(Unversioned unversioned) {
        Decision decision = decided(pending(plan(unversioned)), older(Optional.empty()));
        assertThat(decision).isInstanceOf(Decision.Unchanged.class);
        assertThat(decision.reason()).contains("holds it in Pending");
    }

    @ParameterizedTest
    @ValueSource(strings = {"v2", ""})
    void alertOlderThanTheReleaseDoesNoMoreWhenThatIsPausedInPending(String version) {
        Rollout paused = moved(pending(Scenes.plan()), command("p", Action.PAUSE), later(0));
        Decision decision = decided(paused, older(Optional.of(version).filter(v -> !v.isEmpty())));
        assertThat(decision).isInstanceOf(Decision.Unchanged.class);
        assertThat(decision.reason()).contains("holds it in Pending");
    }

    @ParameterizedTest
    @MethodSource("everyPhase")
    void olderAlertOnTheStableVersionPausesNoPhase(Rollout rollout) {
        assertThat(decided(rollout, older(Optional.of("v1"))))
                .isInstanceOf(Decision.Unchanged.class);
    }

    static List<Rollout> everyPhase() {
        return live(Scenes.plan());
    }

    @ParameterizedTest
    @MethodSource("running")
    void olderAlertOnTheServiceMovesNothingThatHasTraffic(Rollout rollout) {
        assertThat(decided(rollout, older(Optional.empty())))
                .isInstanceOf(Decision.Unchanged.class);
    }

    @Test
    void olderAlertOnTheServiceThatComesLateActsBeforeTheFirstTraffic() {
        assertThat(
                        moved(preparing(plan(Unversioned.PAUSE)), older(Optional.empty()), later(1))
                                .phase())
                .isInstanceOf(Phase.Paused.class);
        assertThat(moved(preparing(Scenes.plan()), older(Optional.empty()), later(1)).phase())
                .isInstanceOf(Phase.RollingBack.class);
    }

    @ParameterizedTest
    @MethodSource("everyPhase")
    void olderAlertOnTheCanaryThatComesLateRollsBackOnceTheGatesAreOpen(Rollout rollout) {
        Decision decision = decided(rollout, older(Optional.of("v2")));
        boolean acts =
                !(rollout.phase() instanceof Phase.Pending)
                        && !(rollout.phase() instanceof Phase.RollingBack);
        assertThat(decision instanceof Decision.Moved).isEqualTo(acts);
    }

    /** Whether it kept the gates shut until somebody skipped them, or they did not mind it. */
    @ParameterizedTest
    @ValueSource(strings = {"v1", "v2", "v9", ""})
    void whatFiredWhenTheGatesOpenedIsHandledInEveryPhase(String version) {
        Optional<String> named = Optional.of(version).filter(v -> !v.isEmpty());
        AlertFired fired = older(named);
        Rollout skipped = moved(pending(Scenes.plan()), command("skip", Action.SKIP), later(0));
        Observation gates =
                new Observation.GatesSeen(
                        Optional.of(V1),
                        named.equals(Optional.of("v1")) ? List.of() : List.of("it fires"),
                        List.of(fired.alert().identity()),
                        Optional.empty(),
                        PriorTraffic.NONE);
        Rollout preparing = moved(skipped, observed(gates), later(0));
        Rollout progressing = due(preparing);
        Rollout paused = due(progressing);
        Rollout baking = moved(paused, command("promoted", Action.PROMOTE), later(5));
        Rollout rollingBack = moved(baking, alert("b", "v2"), later(6));
        for (Rollout each : List.of(preparing, progressing, paused, baking, rollingBack)) {
            Decision decision = RolloutStateMachine.decide(each, fired, later(6));
            assertThat(decision).as(each.phase().title()).isInstanceOf(Decision.Unchanged.class);
        }
    }

    @Test
    void alertThatBeganWhileTheGatesWereShutIsHandledWithThem() {
        AlertFired fired = alert("a", Optional.of("v1"), "critical", later(1));
        Observation gates =
                new Observation.GatesSeen(
                        Optional.of(V1),
                        List.of(),
                        List.of(fired.alert().identity()),
                        Optional.empty(),
                        PriorTraffic.NONE);
        Rollout progressing = due(moved(pending(Scenes.plan()), observed(gates), later(2)));
        assertThat(decided(progressing, fired)).isInstanceOf(Decision.Unchanged.class);
    }

    @Test
    void sameSeriesThatFiresAnewIsNews() {
        AlertFired again = alert("a", Optional.of("v1"), "critical", later(1));
        assertThat(moved(progressing(Scenes.plan()), again, later(1)).phase())
                .isInstanceOf(Phase.Paused.class);
    }

    @Test
    void releaseBeginsWhenItIsOpenedNotWhenItsSenderSaysSo() {
        // Given a deployment that waited an hour, and one whose sender's clock is an hour ahead
        Rollout waited = opened(START.minusSeconds(3_600));
        Rollout ahead = opened(START.plusSeconds(3_600));
        // When an alert on the service fires that began while the first one waited
        AlertFired meanwhile = alert("a", Optional.empty(), "critical", BEFORE);
        // Then it holds the release, and does not end it
        assertThat(decided(waited, meanwhile)).isInstanceOf(Decision.Unchanged.class);
        // and one that the other has caused ends that
        AlertFired caused = alert("b", Optional.empty(), "critical", START.plusSeconds(60));
        assertThat(moved(due(moved(ahead, gatesOpen(), START)), caused, later(2)).phase())
                .isInstanceOf(Phase.RollingBack.class);
    }

    private static Rollout opened(Instant deployed) {
        return Rollout.opened(
                new Rollout.Identity(
                        "uid-1", "reviews-1", Scenes.plan(), deploy("d1", V2, deployed)),
                START);
    }
}
