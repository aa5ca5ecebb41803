package dev.tidegate.controller;

import static dev.tidegate.core.rollout.Scenes.*;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidegate.core.distribution.Distribution;
import dev.tidegate.core.event.Action;
import dev.tidegate.core.event.RolloutEvent.AlertFired;
import dev.tidegate.core.rollout.Phase;
import dev.tidegate.core.rollout.Rollout;
import dev.tidegate.core.route.Writer;
import dev.tidegate.core.service.PolicyLookup;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/** Nothing may block a rollback. */
class NothingInTheWayTest extends ControllerScene {

    @Test
    void refusalInOtherWordsEachTimeComesToAnEnd() {
        // Given a webhook whose denial names the request
        started(V2);
        int commits = world.commits.get();
        world.refusing = Optional.of("denied by request %d");
        // When a step is due
        Rollout paused = due();
        // Then the release pauses, and nobody tries for ever
        assertThat(paused.phase()).isInstanceOf(Phase.Paused.class);
        assertThat(world.refusedWrites.get()).isLessThan(4);
        assertThat(world.commits.get() - commits).isLessThan(5);
    }

    @Test
    void policyThatIsInvalidMeanwhileDoesNotBlockARollback() {
        started(V2);
        world.policy = new PolicyLookup.Invalid("steps: is empty");
        assertThat(handled(alert("a", "v2")).phase()).isInstanceOf(Phase.RolledBack.class);
    }

    @Test
    void policyThatCannotBeReadDoesNotBlockARollback() {
        started(V2);
        world.policy = new PolicyLookup.Unreachable("503");
        assertThat(handled(alert("a", "v2")).phase()).isInstanceOf(Phase.RolledBack.class);
    }

    @Test
    void alertThatCannotBeRememberedDoesNotBlockTheNextOne() {
        // Given an alert without consequences, whose memory cannot be written
        started(V2);
        world.noMemory.set(Optional.of(new Result.Unreachable<>("503")));
        controller.handle(alert("other", "v7"), () -> acknowledged.add("other"));
        // When one for the canary comes
        controller.handle(alert("a", "v2"), () -> acknowledged.add("a"));
        // Then it rolls back while the first still waits, and in the end both are done
        await().until(() -> world.latest().phase() instanceof Phase.RolledBack);
        assertThat(acknowledged).isEmpty();
        world.noMemory.set(Optional.empty());
        await().until(() -> acknowledged.size() == 2);
        assertThat(world.firing).hasSize(2);
    }

    @Test
    void alertsThatChangeNothingCostNoWriteEach() {
        // Given many alerts that are not about the canary, of which none can be remembered yet
        started(V2);
        world.noMemory.set(Optional.of(new Result.Unreachable<>("503")));
        for (int i = 0; i < 300; i++) {
            String id = "other-" + i;
            controller.handle(alert(id, "v7"), () -> acknowledged.add(id));
        }
        // When one for the canary comes
        int readings = world.readings.get();
        controller.handle(alert("a", "v2"), () -> acknowledged.add("a"));
        // Then it rolls back before anything is remembered
        await().until(() -> world.latest().phase() instanceof Phase.RolledBack);
        assertThat(world.memoryWrites).hasValue(0);
        assertThat(world.readings).hasValue(readings);
        // and all of them are remembered with few writes and readings
        world.noMemory.set(Optional.empty());
        await().until(() -> acknowledged.size() == 301);
        assertThat(world.firing).hasSize(301);
        assertThat(world.memoryWrites.get()).isLessThan(10);
        assertThat(world.readings.get()).isLessThan(10);
    }

    @Test
    void alertThatCannotBeDecidedDoesNotBlockTheNextOne() {
        // Given an alert whose rollback cannot be committed for now
        started(V2);
        Stream.generate(() -> new Result.Unreachable<>("503"))
                .limit(3)
                .forEach(world.commitFaults::add);
        controller.handle(alert("first", "v2"), () -> acknowledged.add("first"));
        controller.handle(alert("second", "v2"), () -> acknowledged.add("second"));
        await().until(() -> acknowledged.size() == 2);
        assertThat(world.latest().phase()).isInstanceOf(Phase.RolledBack.class);
    }

    @Test
    void alertsAreTakenWhileTheClusterWasNotReadYet() {
        // Given a release, and a new process that has not read the cluster
        started(V2);
        world.read = new CompletableFuture<>();
        controller = started();
        // When an alert comes, Then whoever brings it need not wait
        Thread bringing =
                Thread.ofVirtual()
                        .start(
                                () ->
                                        controller.handle(
                                                alert("a", "v2"), () -> acknowledged.add("a")));
        await().until(() -> bringing.getState() == Thread.State.TERMINATED);
        // and it is handled when the cluster was read
        world.read.complete(null);
        await().until(() -> acknowledged.contains("a"));
        assertThat(world.latest().phase()).isInstanceOf(Phase.RolledBack.class);
    }

    @Test
    void alertWhoseMemoryIsRefusedIsDoneAllTheSame() {
        started(V2);
        world.noMemory.set(Optional.of(new Result.Rejected<>("422")));
        assertThat(handled(alert("a", "v2")).phase()).isInstanceOf(Phase.RolledBack.class);
        assertThat(world.firing).isEmpty();
    }

    @Test
    void lookThatFailsIsLoggedAndHoldsNoCommand() {
        // Given a look that fails for as long as the routes are refused
        started(V2);
        due();
        world.route = Optional.of(Distribution.all(V1));
        world.fence = Optional.of(new Writer(1, ""));
        controller.nudge(REVIEWS);
        await().until(() -> world.retries.contains("cluster: fenced"));
        // When a command comes, then it is committed
        controller.handle(command("p", Action.PROMOTE), () -> acknowledged.add("p"));
        await().until(() -> world.latest().phase() instanceof Phase.Baking);
        // and all is done when the routes are free again
        world.fence = Optional.empty();
        await().until(() -> acknowledged.contains("p"));
    }

    @Test
    void rolloutThatCannotBeReadHoldsDeploymentsAndNoAlert() {
        // Given that the next number is taken by a rollout that nobody can read
        started(V2);
        handled(alert("a", "v2"));
        handled(command("retry", Action.RETRY));
        Stream.generate(() -> new Result.Conflict<>("reviews-3 exists"))
                .limit(6)
                .forEach(world.createFaults::add);
        handled(alert("b", "v2"));
        world.now.set(later(9));
        controller.handle(deploy("d3", V3, later(9)), () -> acknowledged.add("d3"));
        await().until(() -> world.createFaults.size() < 6);
        // When an alert comes, it is handled before the deployment
        AlertFired fired = alert("c", "v3");
        controller.handle(fired, () -> acknowledged.add("c"));
        await().until(() -> acknowledged.size() == 2);
        assertThat(acknowledged).containsExactly("c", "d3");
    }

    @Test
    void deploymentThatTheApiServerRefusesIsTold() {
        world.createFaults.add(new Result.Rejected<>("creating rollout reviews-1: quota"));
        controller.handle(deploy("d", V2, START), () -> acknowledged.add("d"));
        await().until(() -> acknowledged.contains("d"));
        assertThat(world.rollouts).isEmpty();
        assertThat(world.refusals).singleElement().asString().contains("quota", "deploy again");
    }

    @Test
    void timerWritesTheWeightsThatACrashLeftUnwrittenBeforeItGoesOn() {
        // Given a step that was committed by a process that died before it wrote the weights
        var preparing = handled(deploy("d", V2, world.now.get()));
        var due = ((Phase.Live) preparing.phase()).due().orElseThrow();
        world.now.set(due);
        world.applyFaults.add(new Result.Unreachable<>("the process dies here"));
        assertThat(process().handle(timer(preparing, due)).isDone()).isFalse();
        assertThat(world.latest().phase()).isInstanceOf(Phase.Progressing.class);
        // When the step's own timer comes before the event is delivered again
        controller = started();
        due();
        // Then the weights are written, and the hold is whole from then on
        assertThat(world.routeWrites).containsExactly("v1 95 %, v2 5 %");
        assertThat(((Phase.Progressing) world.latest().phase()).step()).isZero();
        assertThat(((Phase.Live) world.latest().phase()).due())
                .contains(world.now.get().plus(HOLD));
    }

    @Test
    void timerThatMeetsRefusedRoutesEndsAndTheRollbackCommits() {
        // Given a release whose routes are refused for good from now on
        Rollout progressing = started(V2);
        world.refusing = Optional.of("the webhook refuses it");
        // When its timer comes, and comes again while it is paused for that
        Instant due = ((Phase.Live) progressing.phase()).due().orElseThrow();
        world.now.set(due);
        assertThat(handled(timer(progressing, due)).phase()).isInstanceOf(Phase.Paused.class);
        assertThat(handled(timer(world.latest(), due)).phase()).isInstanceOf(Phase.Paused.class);
        // Then an alert is still carried through its commit
        controller.handle(alert("a", "v2"), () -> {});
        await().until(() -> world.latest().phase() instanceof Phase.RollingBack);
    }
}
