package dev.tidegate.core.rollout;

import static dev.tidegate.core.rollout.Scenes.*;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.core.distribution.Distribution;
import dev.tidegate.core.distribution.Weight;
import dev.tidegate.core.event.Action;
import dev.tidegate.core.event.Observation;
import dev.tidegate.core.event.RolloutEvent;
import dev.tidegate.core.event.RolloutEvent.StepDue;
import dev.tidegate.core.rollout.RolloutPlan.OnDrift;
import dev.tidegate.core.rollout.RolloutPlan.OnNewDeploy;
import dev.tidegate.core.rollout.RolloutPlan.Unversioned;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

class RolloutStateMachineTest {

    static List<Rollout> livePhases() {
        return live(plan());
    }

    @Test
    void releaseGoesThroughItsStepsToSuccess() {
        // Given a rollout whose gates open; when each timer comes due and the pause is promoted
        Rollout end = succeeded(plan());
        // Then each revision is one move, without gaps, and the canary has everything
        assertThat(end.history())
                .extracting(Move::phase)
                .containsExactly(
                        PhaseKind.PENDING,
                        PhaseKind.PREPARING,
                        PhaseKind.PROGRESSING,
                        PhaseKind.PAUSED,
                        PhaseKind.BAKING,
                        PhaseKind.SUCCEEDED);
        assertThat(revisions(end)).isEqualTo(upTo(end.revision()));
        assertThat(end.canaryWeight()).isEqualTo(Weight.FULL);
    }

    @ParameterizedTest
    @MethodSource("livePhases")
    void alertOnTheCanaryRollsBackFromEveryLivePhase(Rollout rollout) {
        // When the canary's alert fires
        Decision decision = RolloutStateMachine.decide(rollout, alert("a9", "v2"), later(9));
        // Then it is rolled back, or already was being so
        Rollout next = decision instanceof Decision.Moved m ? m.next() : rollout;
        assertThat(next.phase()).isInstanceOfAny(Phase.RollingBack.class, Phase.RolledBack.class);
        assertThat(next.canaryWeight()).isEqualTo(Weight.ZERO);
    }

    @Test
    void alertNamingTheWorkloadRollsBack() {
        assertThat(moved(baking(plan()), alert("a", "reviews-v2"), later(9)).phase())
                .isInstanceOf(Phase.RollingBack.class);
    }

    @Test
    void alertOnStablePauses() {
        assertThat(moved(progressing(plan()), alert("a", "v1"), later(1)).phase())
                .isInstanceOf(Phase.Paused.class);
    }

    @Test
    void alertOnAnotherVersionChangesNothingAndSaysSo() {
        Decision decision =
                RolloutStateMachine.decide(progressing(plan()), alert("a", "v7"), later(1));
        assertThat(decision).isInstanceOf(Decision.Unchanged.class);
        assertThat(decision.reason()).contains("another version");
    }

    @Test
    void alertOfAnotherSeverityChangesNothing() {
        RolloutEvent warning = alert("a", Optional.of("v2"), "warning", later(1));
        assertThat(RolloutStateMachine.decide(progressing(plan()), warning, later(1)))
                .isInstanceOf(Decision.Unchanged.class);
    }

    @ParameterizedTest
    @EnumSource(Unversioned.class)
    void alertWithoutVersionDoesWhatThePolicySays(Unversioned rule) {
        RolloutPlan plan = plan(OnNewDeploy.SUPERSEDE, OnDrift.REVERT, rule);
        RolloutEvent event = alert("a", Optional.empty(), "critical", later(1));
        Decision decision = RolloutStateMachine.decide(progressing(plan), event, later(1));
        switch (rule) {
            case ROLLBACK ->
                    assertThat(((Decision.Moved) decision).next().phase())
                            .isInstanceOf(Phase.RollingBack.class);
            case PAUSE ->
                    assertThat(((Decision.Moved) decision).next().phase())
                            .isInstanceOf(Phase.Paused.class);
            case IGNORE -> assertThat(decision).isInstanceOf(Decision.Unchanged.class);
        }
    }

    @Test
    void alertThatFiredBeforeTheDeploymentHoldsInsteadOfRollingBack() {
        RolloutEvent old = alert("a", Optional.of("v2"), "critical", START.minusSeconds(60));
        assertThat(RolloutStateMachine.decide(pending(plan()), old, START))
                .isInstanceOf(Decision.Unchanged.class);
        Observation held = Scenes.blocked("alert fires", "f");
        Decision decision = RolloutStateMachine.decide(pending(plan()), observed(held), START);
        assertThat(((Decision.Noted) decision).next().phase())
                .isEqualTo(
                        new Phase.Pending(
                                START, START.plus(Duration.ofMinutes(10)), List.of("alert fires")));
    }

    @Test
    void staleEarlyAndForeignTimersChangeNothing() {
        Rollout rollout = progressing(plan());
        Instant due = ((Phase.Live) rollout.phase()).due().orElseThrow();
        List<StepDue> wrong =
                List.of(
                        new StepDue("1", REVIEWS, due, "uid-1", rollout.revision() - 1),
                        new StepDue("2", REVIEWS, due, "another", rollout.revision()));
        for (StepDue timer : wrong) {
            assertThat(RolloutStateMachine.decide(rollout, timer, due))
                    .isInstanceOf(Decision.Unchanged.class);
        }
        assertThat(RolloutStateMachine.decide(rollout, timer(rollout, due), due.minusMillis(1)))
                .isInstanceOf(Decision.Unchanged.class);
    }

    @ParameterizedTest
    @MethodSource("livePhases")
    void eventHandledTwiceChangesNothingTheSecondTime(Rollout rollout) {
        for (Action action : Action.values()) {
            Decision first = RolloutStateMachine.decide(rollout, command("c", action), later(1));
            Rollout next =
                    first instanceof Decision.Moved m ? m.next() : ((Decision.Noted) first).next();
            assertThat(RolloutStateMachine.decide(next, command("c", action), later(2)))
                    .isInstanceOf(Decision.Unchanged.class);
        }
    }

    @Test
    void pauseKeepsWhatRemainsOfTheHold() {
        // Given a hold of which one minute has passed when somebody pauses for an hour
        Rollout rollout = progressing(plan());
        Instant since = rollout.phase().since();
        Instant until = ((Phase.Live) rollout.phase()).due().orElseThrow();
        Rollout paused = moved(rollout, command("p", Action.PAUSE), since.plusSeconds(60));
        Rollout resumed = moved(paused, command("r", Action.RESUME), since.plusSeconds(3660));
        // Then the due time has moved by the hour
        assertThat(((Phase.Live) resumed.phase()).due()).contains(until.plusSeconds(3600));
    }

    @Test
    void lateAcknowledgementMovesTheEndOfTheHold() {
        Rollout rollout = progressing(plan());
        Instant acknowledged = rollout.phase().since().plusSeconds(300);
        Decision decision =
                RolloutStateMachine.decide(
                        rollout,
                        observed(new Observation.RoutesApplied(rollout.wantedRevision())),
                        acknowledged);
        Phase.Live phase = (Phase.Live) ((Decision.Noted) decision).next().phase();
        assertThat(phase.due()).contains(acknowledged.plus(HOLD));
    }

    @Test
    void acknowledgementDuringAPauseLeavesTheWholeHoldForAfterIt() {
        // Given a write that is acknowledged only after somebody has paused
        Rollout rollout = progressing(plan());
        Instant since = rollout.phase().since();
        Rollout paused = moved(rollout, command("p", Action.PAUSE), since.plusSeconds(100));
        Rollout acknowledged = acknowledged(paused, since.plusSeconds(200));
        // When the pause ends
        Rollout resumed = moved(acknowledged, command("r", Action.RESUME), since.plusSeconds(300));
        // Then the hold, of which nothing had passed, has its whole length
        assertThat(((Phase.Live) resumed.phase()).due())
                .contains(since.plusSeconds(300).plus(HOLD));
    }

    @Test
    void acknowledgementAfterAPauseStartsTheHold() {
        Rollout rollout = progressing(plan());
        Instant since = rollout.phase().since();
        Rollout paused = moved(rollout, command("p", Action.PAUSE), since.plusSeconds(100));
        Rollout resumed = moved(paused, command("r", Action.RESUME), since.plusSeconds(200));
        Rollout acknowledged = acknowledged(resumed, since.plusSeconds(300));
        assertThat(((Phase.Live) acknowledged.phase()).due())
                .contains(since.plusSeconds(300).plus(HOLD));
    }

    private static Rollout acknowledged(Rollout rollout, Instant at) {
        RolloutEvent applied = observed(new Observation.RoutesApplied(rollout.wantedRevision()));
        return ((Decision.Noted) RolloutStateMachine.decide(rollout, applied, at)).next();
    }

    @Test
    void queuedDeploymentGivesItsPlaceToANewerOneAndIsRefused() {
        RolloutPlan plan = plan(OnNewDeploy.QUEUE, OnDrift.REVERT, Unversioned.ROLLBACK);
        RolloutEvent waiting = deploy("d2", V3, later(2));
        Rollout rollout = noted(progressing(plan), waiting);
        Decision.Noted newer =
                (Decision.Noted)
                        RolloutStateMachine.decide(rollout, deploy("d3", V1, later(3)), later(3));
        assertThat(newer.refused()).contains(waiting);
        assertThat(newer.next().next()).map(RolloutEvent::id).contains("d3");
        // and one that is older than what waits is refused itself
        RolloutEvent older = deploy("d0", V3, later(1));
        Decision.Noted late = (Decision.Noted) RolloutStateMachine.decide(rollout, older, later(3));
        assertThat(late.refused()).contains(older);
        assertThat(late.next().next()).contains((RolloutEvent.DeployStarted) waiting);
    }

    private static Rollout noted(Rollout rollout, RolloutEvent event) {
        return ((Decision.Noted) RolloutStateMachine.decide(rollout, event, event.time())).next();
    }

    @Test
    void resumeDoesNotEndADeclaredPause() {
        assertThat(
                        RolloutStateMachine.decide(
                                paused(plan()), command("r", Action.RESUME), later(4)))
                .isInstanceOf(Decision.Noted.class);
    }

    @ParameterizedTest
    @EnumSource(OnNewDeploy.class)
    void secondDeploymentDoesWhatThePolicySays(OnNewDeploy rule) {
        Rollout rollout = progressing(plan(rule, OnDrift.REVERT, Unversioned.ROLLBACK));
        RolloutEvent second = deploy("d2", V3, later(1));
        Decision decision = RolloutStateMachine.decide(rollout, second, later(1));
        switch (rule) {
            case SUPERSEDE -> {
                Rollout next = ((Decision.Moved) decision).next();
                assertThat(next.phase()).isInstanceOf(Phase.Superseded.class);
                assertThat(next.wanted()).contains(Distribution.all(V1));
                assertThat(next.next()).contains((RolloutEvent.DeployStarted) second);
            }
            case QUEUE -> assertThat(((Decision.Noted) decision).next().next()).isPresent();
            case REJECT -> assertThat(((Decision.Noted) decision).next().next()).isEmpty();
        }
    }

    @Test
    void deployingTheStableVersionAgainRollsBack() {
        assertThat(moved(baking(plan()), deploy("d2", V1, later(9)), later(9)).phase())
                .isInstanceOf(Phase.RollingBack.class);
    }

    @Test
    void lateDeploymentChangesNothing() {
        assertThat(
                        RolloutStateMachine.decide(
                                progressing(plan()),
                                deploy("d0", V3, START.minusSeconds(1)),
                                later(1)))
                .isInstanceOf(Decision.Noted.class);
    }

    @ParameterizedTest
    @EnumSource(OnDrift.class)
    void handEditedWeightsAreTreatedAsThePolicySays(OnDrift rule) {
        Rollout rollout = progressing(plan(OnNewDeploy.SUPERSEDE, rule, Unversioned.ROLLBACK));
        Distribution found = Distribution.split(V1, V2, new Weight(4000));
        Rollout next =
                moved(
                        rollout,
                        observed(new Observation.RoutesDrifted("primary", found, true)),
                        later(1));
        assertThat(next.wanted())
                .isEqualTo(rule == OnDrift.REVERT ? rollout.wanted() : Optional.of(found));
        assertThat(next.phase() instanceof Phase.Paused).isEqualTo(rule == OnDrift.PAUSE);
        assertThat(next.wantedRevision()).isEqualTo(next.revision());
    }

    @Test
    void brokenRoutesPauseAndDoNotDisarmTheAlert() {
        Rollout paused =
                moved(
                        progressing(plan()),
                        observed(new Observation.RoutesBroken(3, "gone")),
                        later(1));
        assertThat(paused.phase()).isInstanceOf(Phase.Paused.class);
        assertThat(moved(paused, alert("a", "v2"), later(2)).phase())
                .isInstanceOf(Phase.RollingBack.class);
    }

    @Test
    void skippedGatesLetTheReleaseStart() {
        Rollout skipped = moved(pending(plan()), command("s", Action.SKIP), later(1));
        Observation blocked = Scenes.blocked("not ready");
        assertThat(moved(skipped, observed(blocked), later(1)).phase())
                .isInstanceOf(Phase.Preparing.class);
    }
}
