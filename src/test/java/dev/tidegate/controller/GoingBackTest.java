package dev.tidegate.controller;

import static dev.tidegate.core.rollout.Scenes.*;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.core.distribution.Version;
import dev.tidegate.core.event.Action;
import dev.tidegate.core.event.Initiator;
import dev.tidegate.core.event.RolloutEvent;
import dev.tidegate.core.event.RolloutEvent.Command;
import dev.tidegate.core.event.RolloutEvent.DeployStarted;
import dev.tidegate.core.rollout.Phase;
import dev.tidegate.core.rollout.PodScenes;
import dev.tidegate.core.rollout.Rollout;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.Optional;

/** Back to an earlier version by the command rollback, and what is declared afterwards. */
class GoingBackTest extends ControllerScene {

    private Command rollback(String id, Optional<Version> to) {
        return new Command(
                        "/people " + id,
                        REVIEWS,
                        world.now.get(),
                        Action.ROLLBACK,
                        Optional.empty(),
                        "ann",
                        "checkout is slow")
                .to(to);
    }

    private DeployStarted declared(String id, Version version) {
        return deploy("/flux " + id, version, world.now.get()).asDeclared();
    }

    private void taken(RolloutEvent event) {
        controller.handle(event, () -> acknowledged.add(event.id()));
        soon().until(() -> acknowledged.contains(event.id()));
        acknowledged.clear();
    }

    /** Flux declares {@code version}, and it succeeds. */
    private void succeeded(Version version) {
        handled(declared("first " + version, version));
        finished();
        world.carrying = version;
    }

    private void finished() {
        for (int i = 0; i < 20 && world.latest().live(); i++) {
            if (world.latest().phase() instanceof Phase.Preparing) {
                due();
            } else {
                handled(
                        new Command(
                                "/people skip" + i + world.latest().identity().name(),
                                REVIEWS,
                                world.now.get(),
                                Action.SKIP,
                                Optional.empty(),
                                "ann",
                                ""));
            }
        }
        assertThat(world.latest().phase()).isInstanceOf(Phase.Succeeded.class);
        world.now.set(world.now.get().plusSeconds(60));
    }

    /** v2 has succeeded, and a person has gone back to v1. */
    private Rollout wentBack() {
        succeeded(V2);
        handled(rollback("r", Optional.empty()));
        due();
        finished();
        world.carrying = V1;
        return world.latest();
    }

    @Test
    void afterSuccessANewReleaseGoesStraightBackAndSaysWhoWantedIt() {
        succeeded(V2);
        Rollout back = handled(rollback("r", Optional.empty()));
        assertThat(back.identity().name()).isEqualTo("reviews-2");
        assertThat(back.canary()).isEqualTo(V1);
        assertThat(back.phase()).isInstanceOf(Phase.Preparing.class);
        assertThat(back.history().getFirst().cause())
                .isEqualTo("rollback to v1 by ann: checkout is slow");
        assertThat(back.history().getFirst().initiator())
                .contains(new Initiator("ann", "checkout is slow"));
    }

    private Duration preparing() {
        Rollout live = world.latest();
        return Duration.between(live.phase().since(), ((Phase.Preparing) live.phase()).until());
    }

    @Test
    void nothingIsWaitedForWhereTheSubsetIsStillThere() {
        succeeded(V2);
        world.defined = true;
        handled(rollback("r", Optional.empty()));
        assertThat(preparing()).isLessThan(Duration.ofSeconds(1));
    }

    @Test
    void subsetThatIsGoneIsMadeKnownFirst() {
        succeeded(V2);
        handled(rollback("r", Optional.empty()));
        assertThat(preparing()).isGreaterThanOrEqualTo(plan().propagation());
    }

    @Test
    void subsetOfAVersionFurtherBackMayBeNew() {
        succeeded(V2);
        handled(deploy("/ci v3", V3, world.now.get()));
        finished();
        world.carrying = V3;
        world.defined = true;
        handled(rollback("r", Optional.of(V1)));
        assertThat(preparing()).isGreaterThanOrEqualTo(plan().propagation());
    }

    @Test
    void otherReleasesWaitForTheirSubset() {
        world.defined = true;
        handled(deploy("/ci v2", V2, world.now.get()));
        assertThat(preparing()).isGreaterThanOrEqualTo(plan().propagation());
    }

    @Test
    void copyOfTheCommandChangesNothing() {
        succeeded(V2);
        Command rollback = rollback("r", Optional.empty());
        Rollout back = handled(rollback);
        assertThat(handled(rollback)).isEqualTo(back);
        due();
        finished();
        Rollout over = world.latest();
        assertThat(handled(rollback)).isEqualTo(over);
        assertThat(world.refusals).isEmpty();
    }

    @Test
    void alertOnItsVersionTakesItBackAsEachRelease() {
        succeeded(V2);
        handled(rollback("r", Optional.empty()));
        due();
        Rollout after = handled(alert("a", Optional.of("v1"), "critical", world.now.get()));
        assertThat(after.phase()).isInstanceOf(Phase.RolledBack.class);
        assertThat(world.route.orElseThrow().weightOf(V2).basisPoints()).isEqualTo(10_000);
    }

    @Test
    void withoutPodsItIsRefusedWithTheReasonAndWhoAsked() {
        succeeded(V2);
        world.pods = PodScenes.pods(0, 1);
        taken(rollback("r", Optional.empty()));
        assertThat(world.rollouts).hasSize(1);
        assertThat(world.refusals).singleElement().asString().contains("0 of 1 pods");
    }

    @Test
    void liveReleaseGivesWayToAVersionBeforeTheStableOne() {
        succeeded(V2);
        started(V3);
        Rollout back = handled(rollback("r", Optional.of(V1)));
        assertThat(back.identity().name()).isEqualTo("reviews-3");
        assertThat(back.canary()).isEqualTo(V1);
        assertThat(back.identity().deploy().leaves()).contains(V2);
        assertThat(world.of(REVIEWS).get(1).rollout().phase()).isInstanceOf(Phase.Superseded.class);
        assertThat(world.route.orElseThrow().weightOf(V2).basisPoints()).isEqualTo(10_000);
    }

    @Test
    void whatWasSeenOfTheRoutesBeforeIsSeenAnewAfterTheEnd() {
        succeeded(V2);
        started(V3);
        // divided routes say nothing
        world.divided = true;
        Rollout back = handled(rollback("r", Optional.of(V1)));
        assertThat(back.canary()).isEqualTo(V1);
        assertThat(world.refusals).isEmpty();
    }

    @Test
    void crashBetweenTheEndAndTheBeginningIsMadeGoodByACopy() {
        succeeded(V2);
        started(V3);
        world.createFaults.add(new Result.Unreachable<>("503"));
        Command rollback = rollback("r", Optional.of(V1));
        process().handle(rollback);
        assertThat(world.latest().phase()).isInstanceOf(Phase.Superseded.class);
        assertThat(handled(rollback).canary()).isEqualTo(V1);
        assertThat(world.latest().plan().steps()).hasSize(1);
    }

    @Test
    void whatIsDeclaredOnIsNoNewsAfterwards() {
        Rollout back = wentBack();
        taken(declared("2", V2));
        assertThat(world.latest()).isEqualTo(back);
        // something new is
        assertThat(handled(declared("3", V3)).canary()).isEqualTo(V3);
    }

    @Test
    void whatIsDeclaredOnEndsNoOtherReleaseAndComesNotBackAfterIt() {
        wentBack();
        Rollout third = started(V3);
        assertThat(handled(declared("2", V2))).isEqualTo(third);
        handled(alert("a", Optional.of("v3"), "critical", world.now.get()));
        Rollout over = world.latest();
        taken(declared("3", V2));
        assertThat(world.latest()).isEqualTo(over);
    }

    @Test
    void versionThatWasBeingReleasedAndIsDeclaredOnIsNoNewsEither() {
        succeeded(V2);
        handled(declared("v3", V3));
        due();
        handled(rollback("r", Optional.of(V1)));
        due();
        finished();
        world.carrying = V1;
        Rollout back = world.latest();
        taken(declared("again", V3));
        taken(declared("again", V2));
        assertThat(world.latest()).isEqualTo(back);
    }

    @Test
    void declaredOnWhileItGoesBackChangesNothing() {
        succeeded(V2);
        Rollout back = handled(rollback("r", Optional.empty()));
        assertThat(handled(declared("2", V2))).isEqualTo(back);
    }

    @Test
    void whoHasDeclaredTheEarlierVersionMeanwhileMayDeclareTheOtherAnew() {
        wentBack();
        taken(declared("agreed", V1));
        assertThat(world.latest().identity().name()).isEqualTo("reviews-2");
        int commits = world.commits.get();
        taken(declared("agreed again", V1));
        assertThat(world.commits.get()).isEqualTo(commits);
        assertThat(handled(declared("new try", V2)).canary()).isEqualTo(V2);
    }

    @Test
    void whoHasReleasedAnotherVersionSinceTakesItBackByDeclaringTheEarlier() {
        wentBack();
        handled(declared("3", V3));
        due();
        assertThat(handled(declared("1 again", V1)).phase()).isInstanceOf(Phase.RolledBack.class);
    }

    @Test
    void secondWayBackKeepsWhatTheFirstOneLeftAway() {
        succeeded(V2);
        succeeded(V3);
        handled(rollback("r", Optional.empty()));
        due();
        finished();
        world.carrying = V2;
        handled(rollback("s", Optional.of(V1)));
        due();
        finished();
        world.carrying = V1;
        Rollout back = world.latest();
        assertThat(back.canary()).isEqualTo(V1);
        taken(declared("3 again", V3));
        taken(declared("2 again", V2));
        assertThat(world.latest()).isEqualTo(back);
    }

    @Test
    void deploymentOfWhatWasLeftIsAReleaseByItsSteps() {
        wentBack();
        Rollout again = handled(deploy("/ci 2", V2, world.now.get()));
        assertThat(again.canary()).isEqualTo(V2);
        assertThat(again.goesBack()).isFalse();
        assertThat(again.plan().steps()).hasSize(3);
    }
}
