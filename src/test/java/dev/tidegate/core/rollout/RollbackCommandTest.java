package dev.tidegate.core.rollout;

import static dev.tidegate.core.rollout.Scenes.*;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.core.distribution.Version;
import dev.tidegate.core.distribution.Weight;
import dev.tidegate.core.event.Action;
import dev.tidegate.core.event.Initiator;
import dev.tidegate.core.event.RolloutEvent.Command;
import dev.tidegate.core.event.RolloutEvent.DeployStarted;
import dev.tidegate.core.rollout.RolloutPlan.OnDrift;
import dev.tidegate.core.rollout.RolloutPlan.OnNewDeploy;
import dev.tidegate.core.rollout.RolloutPlan.Unversioned;
import dev.tidegate.core.routing.Routing;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.List;
import java.util.Optional;

/** The command rollback on a live release, and a release that goes back. */
class RollbackCommandTest {

    private static final Version V0 = new Version("v0");

    private static Command rollback(String id) {
        return command(id, Action.ROLLBACK);
    }

    private static Command rollback(String id, Version to) {
        return rollback(id).to(Optional.of(to));
    }

    private static Decision decided(Rollout rollout, Command command) {
        return RolloutStateMachine.decide(rollout, command, later(2));
    }

    private static Refusal refused(Rollout rollout, Command command) {
        Decision.Noted noted = (Decision.Noted) decided(rollout, command);
        assertThat(noted.refused()).contains(command);
        return noted.next().refusals().getLast();
    }

    /** The release that a rollback opens. */
    private static Rollout back(RolloutPlan plan) {
        DeployStarted deploy =
                new DeployStarted(
                                "back",
                                REVIEWS,
                                START,
                                V2,
                                "rollback to v2 by ann",
                                Optional.of(new Initiator("ann", "")))
                        .leaving(V1);
        return Rollout.opened(
                new Rollout.Identity("uid-1", "reviews-1", plan.straight(), deploy), START);
    }

    @Test
    void withoutAVersionAndToTheStableOneItIsAnAbort() {
        for (Rollout live : List.of(preparing(plan()), progressing(plan()), baking(plan()))) {
            for (Command command : List.of(rollback("r"), rollback("r", V1))) {
                Rollout after = ((Decision.Moved) decided(live, command)).next();
                assertThat(after.phase()).isInstanceOf(Phase.RollingBack.class);
                assertThat(after.history().getLast().initiator())
                        .contains(new Initiator("somebody", "why not"));
            }
        }
        assertThat(refused(rollingBack(plan()), rollback("r")).reason())
                .isEqualTo("it is rolling back already");
    }

    @ParameterizedTest
    @EnumSource(OnNewDeploy.class)
    void toAnotherVersionItTakesThePlaceOfTheReleaseWhateverThePolicySays(OnNewDeploy rule) {
        RolloutPlan plan = plan(rule, OnDrift.REVERT, Unversioned.ROLLBACK);
        Rollout after = ((Decision.Moved) decided(progressing(plan), rollback("r", V0))).next();
        assertThat(after.phase()).isInstanceOf(Phase.Superseded.class);
        assertThat(after.canaryWeight()).isEqualTo(Weight.ZERO);
        assertThat(after.history().getLast().cause())
                .isEqualTo("rollback to v0 by somebody: why not");
        DeployStarted next = after.next().orElseThrow();
        assertThat(next.version()).isEqualTo(V0);
        assertThat(next.leaves()).contains(V1);
        assertThat(next.id()).isEqualTo("r");
    }

    @Test
    void toAnotherVersionItWaitsForTheEndOfARollback() {
        Decision.Noted noted = (Decision.Noted) decided(rollingBack(plan()), rollback("r", V0));
        assertThat(noted.refused()).isEmpty();
        assertThat(noted.next().next().orElseThrow().version()).isEqualTo(V0);
    }

    @Test
    void toTheCanaryItIsRefused() {
        assertThat(refused(progressing(plan()), rollback("r", V2)).reason())
                .isEqualTo("v2 is being released already, by reviews-1");
        assertThat(refused(rollingBack(plan()), rollback("r", V2)).reason())
                .startsWith("reviews-1 is taking v2 back");
    }

    @Test
    void secondPersonWhoWantsBackDoesNotTurnTheFirstOnesReleaseRound() {
        Rollout preparing = moved(back(plan()), gatesOpen(), START);
        assertThat(refused(preparing, rollback("r")).reason())
                .startsWith("reviews-1 goes back to v2 already");
        // whoever names the version that was left means it
        assertThat(decided(preparing, rollback("s", V1))).isInstanceOf(Decision.Moved.class);
    }

    @Test
    void releaseThatGoesBackPassesItsGatesAndHasNoStepBeforeAllTraffic() {
        Rollout preparing =
                moved(back(plan()), observed(blocked("alert ErrorRate fires", "f@1")), START);
        assertThat(preparing.phase()).isInstanceOf(Phase.Preparing.class);
        Rollout after = due(preparing);
        assertThat(after.phase()).isInstanceOf(Phase.Baking.class);
        assertThat(after.canaryWeight()).isEqualTo(Weight.FULL);
    }

    @Test
    void withAHostForEachVersionNothingIsToBeMadeKnown() {
        RolloutPlan subsets = plan();
        Routing routing = subsets.routing();
        RolloutPlan hosts =
                new RolloutPlan(
                        new Routing(
                                routing.virtualServices(),
                                new Routing.Hosts("bookinfo", "reviews-{version}")),
                        subsets.steps(),
                        subsets.bake(),
                        subsets.readyTimeout(),
                        subsets.propagation(),
                        subsets.workload(),
                        subsets.onAlert(),
                        subsets.onNewDeploy(),
                        subsets.onDrift(),
                        subsets.availability());
        assertThat(hosts.straight().propagation()).isZero();
        assertThat(subsets.straight().propagation()).isEqualTo(subsets.propagation());
    }

    @Test
    void alertOnTheVersionThatIsLeftDoesNotHoldIt() {
        Rollout preparing = moved(back(plan()), gatesOpen(), START);
        Decision decision = RolloutStateMachine.decide(preparing, alert("a", "v1"), later(1));
        assertThat(decision).isInstanceOf(Decision.Unchanged.class);
    }

    @Test
    void alertThatNamesNoVersionIsNotItsDoingBeforeItHasTraffic() {
        Rollout preparing = moved(back(plan()), gatesOpen(), START);
        var early = alert("a", Optional.empty(), "critical", START.plusSeconds(1));
        assertThat(RolloutStateMachine.decide(preparing, early, later(1)).reason())
                .contains("which is not its cause");
        Rollout baking = due(preparing);
        assertThat(RolloutStateMachine.decide(baking, early, later(1)))
                .isInstanceOf(Decision.Unchanged.class);
        // with it, a person decides: it may be about the version that was left
        var late = alert("b", Optional.empty(), "critical", later(1));
        assertThat(moved(baking, late, later(1)).phase()).isInstanceOf(Phase.Paused.class);
    }

    @Test
    void whatIsDeployedMeanwhileWaitsForItsEnd() {
        Rollout baking = due(moved(back(plan()), gatesOpen(), START));
        DeployStarted fix = deploy("fix", V3, later(1));
        Decision.Noted noted = (Decision.Noted) RolloutStateMachine.decide(baking, fix, later(1));
        assertThat(noted.refused()).isEmpty();
        assertThat(noted.next().next()).contains(fix);
        assertThat(noted.next().canaryWeight()).isEqualTo(Weight.FULL);
        // and so does another way back, which takes its place
        Decision.Noted other = (Decision.Noted) decided(noted.next(), rollback("r", V0));
        assertThat(other.next().next().orElseThrow().version()).isEqualTo(V0);
        assertThat(other.next().refusals()).extracting(Refusal::event).containsExactly("fix");
    }

    @Test
    void wayBackThatWaitsIsNotReplacedByADeploymentHoweverNew() {
        Rollout waits = ((Decision.Noted) decided(rollingBack(plan()), rollback("r", V0))).next();
        DeployStarted newer = deploy("new", V3, later(9));
        Decision.Noted noted = (Decision.Noted) RolloutStateMachine.decide(waits, newer, later(9));
        assertThat(noted.next().next().orElseThrow().version()).isEqualTo(V0);
        assertThat(noted.reason())
                .isEqualTo(
                        "bookinfo/reviews goes back to v0 when reviews-1 has ended; deploy v3 again"
                                + " after that");
    }

    @Test
    void oldDeclarationOfTheVersionIsNoAgreement() {
        Rollout preparing = moved(back(plan()), gatesOpen(), START);
        DeployStarted old = deploy("/flux 0", V2, START.minusSeconds(60)).asDeclared();
        assertThat(RolloutStateMachine.decide(preparing, old, later(1)))
                .isInstanceOf(Decision.Unchanged.class);
    }

    @Test
    void alertOnItsVersionTakesItBackInEveryPhase() {
        Rollout preparing = moved(back(plan()), gatesOpen(), START);
        for (Rollout live : List.of(preparing, due(preparing))) {
            assertThat(moved(live, alert("a", "v2"), later(1)).phase())
                    .isInstanceOf(Phase.RollingBack.class);
        }
    }

    @Test
    void itWaitsForPodsAndNotForAlertsToBeHeard() {
        Rollout preparing = moved(back(plan()), gatesOpen(), START);
        var due = timer(preparing, later(1));
        Optional<String> silent = Optional.of("no heartbeat came");
        assertThat(PodGate.decide(preparing, due, () -> PodScenes.pods(1, 1), silent, later(1)))
                .isInstanceOf(Decision.Moved.class);
        assertThat(
                        PodGate.decide(
                                        preparing,
                                        due,
                                        () -> PodScenes.pods(0, 1),
                                        Optional.empty(),
                                        later(1))
                                .reason())
                .startsWith("waiting: ");
    }

    @Test
    void whoDeclaresWhatItGoesBackToIsNotedOnce() {
        Rollout preparing = moved(back(plan()), gatesOpen(), START);
        DeployStarted declared = deploy("/flux 1", V2, later(1)).asDeclared();
        Rollout noted =
                ((Decision.Noted) RolloutStateMachine.decide(preparing, declared, later(1))).next();
        assertThat(Declarations.heardFrom(noted, deploy("/flux 2", V2, later(2)))).isTrue();
        assertThat(Declarations.heardFrom(noted, deploy("/argo 2", V2, later(2)))).isFalse();
        DeployStarted again = deploy("/flux 2", V2, later(2)).asDeclared();
        assertThat(RolloutStateMachine.decide(noted, again, later(2)))
                .isInstanceOf(Decision.Unchanged.class);
    }

    @Test
    void oldRollbackIsFollowedThoughItsKindMayBeForgotten() {
        Rollout live = progressing(plan());
        for (int i = 0; i <= Handled.EVENTS; i++) {
            live =
                    ((Decision.Noted)
                                    RolloutStateMachine.decide(
                                            live, command("c" + i, Action.RESUME), later(1)))
                            .next();
        }
        assertThat(decided(live, command("old", Action.SKIP))).isInstanceOf(Decision.Noted.class);
        assertThat(decided(live, rollback("r"))).isInstanceOf(Decision.Moved.class);
    }
}
