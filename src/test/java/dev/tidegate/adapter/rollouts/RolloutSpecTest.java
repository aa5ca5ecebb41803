package dev.tidegate.adapter.rollouts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.core.event.RecordPosition;
import dev.tidegate.core.event.RolloutEvent.DeployStarted;
import dev.tidegate.core.rollout.Scenes;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Optional;

class RolloutSpecTest {

    @Test
    void deploymentIsKeptWithThePlaceOfItsRecord() {
        DeployStarted deploy = Scenes.deploy("/ci 1", Scenes.V2, Scenes.START);
        for (DeployStarted each :
                List.of(
                        deploy,
                        deploy.at(Optional.of(new RecordPosition("tidegate.deployments-3", 7))))) {
            RolloutSpec spec = RolloutSpec.of(each, 1, Scenes.plan());
            assertThat(spec.event().deploy(Scenes.REVIEWS, "v2")).isEqualTo(each);
        }
    }
}
