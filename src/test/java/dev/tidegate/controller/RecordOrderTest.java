package dev.tidegate.controller;

import static dev.tidegate.core.rollout.Scenes.*;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.core.distribution.Version;
import dev.tidegate.core.event.Action;
import dev.tidegate.core.event.RecordPosition;
import dev.tidegate.core.event.RolloutEvent.DeployStarted;
import dev.tidegate.core.rollout.RolloutPlan.OnDrift;
import dev.tidegate.core.rollout.RolloutPlan.OnNewDeploy;
import dev.tidegate.core.rollout.RolloutPlan.Unversioned;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Of two deployments of one sender the later record is the newer, whatever its clock says. */
class RecordOrderTest extends ControllerScene {

    /** Before that of the release that the tests begin with: the sender's clock was set back. */
    private static final Instant EARLIER = START.minus(Duration.ofSeconds(290));

    private static DeployStarted deployment(
            String source, Version version, Instant time, long offset) {
        return deploy(source + " " + version, version, time)
                .at(Optional.of(new RecordPosition("tidegate.deployments-3", offset)));
    }

    private void ended() {
        handled(deployment("/ci", V2, START, 7));
        handled(command("back", Action.ABORT));
    }

    private String released(DeployStarted deploy) {
        return handled(deploy).canary().name();
    }

    @Test
    void laterRecordOfTheSameSenderIsReleased() {
        ended();
        assertThat(released(deployment("/ci", V3, EARLIER, 8))).isEqualTo("v3");
        assertThat(world.refusals).isEmpty();
    }

    @Test
    void laterRecordOfTheSameSenderSupersedesTheLiveRelease() {
        handled(deployment("/ci", V2, START, 7));
        assertThat(released(deployment("/ci", V3, EARLIER, 8))).isEqualTo("v3");
    }

    @Test
    void laterRecordOfTheSameSenderTakesThePlaceOfOneThatWaits() {
        world.governedBy(plan(OnNewDeploy.QUEUE, OnDrift.REVERT, Unversioned.ROLLBACK));
        handled(deployment("/ci", V2, START, 7));
        handled(deployment("/ci", V3, later(1), 8));
        handled(deployment("/ci", new Version("v4"), EARLIER, 9));
        assertThat(handled(command("back", Action.ABORT)).canary().name()).isEqualTo("v4");
    }

    @Test
    void earlierRecordThatIsReadAgainIsRefused() {
        ended();
        assertThat(released(deployment("/ci", V3, EARLIER, 6))).isEqualTo("v2");
        assertThat(world.refusals)
                .singleElement()
                .asString()
                .contains("is older than", "reviews-1", "clock is behind");
    }

    @Test
    void laterRecordOfAnotherSenderGoesByItsTime() {
        ended();
        assertThat(released(deployment("/other", V3, EARLIER, 8))).isEqualTo("v2");
        assertThat(world.refusals).hasSize(1);
    }

    @Test
    void topicThatWasMadeAnewHoldsNothingBack() {
        ended();
        assertThat(released(deployment("/ci", V3, later(1), 0))).isEqualTo("v3");
    }
}
