package dev.tidegate.controller;

import static dev.tidegate.core.rollout.Scenes.*;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidegate.core.event.Action;
import dev.tidegate.core.event.RolloutEvent;
import dev.tidegate.core.rollout.Phase;
import dev.tidegate.core.rollout.Refusal;
import dev.tidegate.core.service.PolicyLookup;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.util.stream.Stream;

/** A refusal that cannot be told holds back its event's offset, and nothing else. */
class RefusalsTest extends ControllerScene {

    @AfterEach
    void close() {
        controller.close();
    }

    private void post(RolloutEvent event) {
        controller.handle(event, () -> acknowledged.add(event.id()));
    }

    private void noRefusalIsTaken(int times) {
        Stream.generate(() -> new Result.Unreachable<>("not enough replicas"))
                .limit(times)
                .forEach(world.refusalFaults::add);
    }

    @Test
    void alertAndTimerDoNotWaitForARefusalThatCannotBeTold() {
        // Given a command that is refused while no topic takes that
        started(V2);
        noRefusalIsTaken(1_000);
        post(command("resume", Action.RESUME));
        await().until(() -> world.refusalFaults.size() < 1_000);
        // When the hold is over, and then an alert comes
        world.now.set(((Phase.Live) world.latest().phase()).due().orElseThrow());
        post(timer(world.latest(), world.now.get()));
        await().until(() -> world.latest().phase() instanceof Phase.Paused);
        post(alert("a", "v2"));
        // Then both act, and the refusal is still kept
        await().until(() -> world.latest().phase() instanceof Phase.RolledBack);
        assertThat(world.latest().refusals()).extracting(Refusal::event).containsExactly("resume");
        assertThat(acknowledged).doesNotContain("resume");
        // until it is taken
        world.refusalFaults.clear();
        await().until(() -> acknowledged.contains("resume"));
        assertThat(world.refusals).hasSize(1);
    }

    @Test
    void refusalOfAProcessThatDiedIsToldByTheNextOne() {
        started(V2);
        noRefusalIsTaken(1_000);
        RolloutEvent refused = command("resume", Action.RESUME);
        post(refused);
        await().until(() -> !world.latest().refusals().isEmpty());
        controller.close();
        world.refusalFaults.clear();
        controller = started();
        // When the command comes again, it is not decided again, and told
        world.now.set(later(1));
        handled(command("pause", Action.PAUSE));
        handled(refused);
        assertThat(world.latest().phase()).isInstanceOf(Phase.Paused.class);
        assertThat(world.refusals).hasSize(1);
        // and the next commit forgets it
        handled(command("resume-now", Action.RESUME));
        assertThat(world.latest().refusals()).isEmpty();
    }

    @Test
    void deploymentWithoutAPolicyDelaysNothingWhileItsRefusalCannotBeTold() {
        // Given a deployment that is refused while no topic takes that, and no policy
        PolicyLookup governed = world.policy;
        world.policy = new PolicyLookup.Absent();
        noRefusalIsTaken(1_000);
        post(deploy("d1", V2, START));
        await().until(() -> world.refusalFaults.size() < 1_000);
        // When there is one, and another deployment comes
        world.policy = governed;
        post(deploy("d2", V3, later(1)));
        // Then that is released
        await().until(() -> !world.of(REVIEWS).isEmpty());
        assertThat(acknowledged).isEmpty();
        world.refusalFaults.clear();
        await().until(() -> acknowledged.size() == 2);
        assertThat(world.refusals).singleElement().asString().contains("has no RolloutPolicy");
    }
}
