package dev.tidegate.core.service;

import static dev.tidegate.core.rollout.EvidenceScenes.*;
import static dev.tidegate.core.rollout.Scenes.later;
import static dev.tidegate.core.rollout.Scenes.progressing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.core.event.VerdictTold;
import dev.tidegate.core.rollout.Decision;
import dev.tidegate.core.rollout.Rollout;
import dev.tidegate.core.rollout.Scenes;
import dev.tidegate.core.rollout.UntilProven.Then;

import org.junit.jupiter.api.Test;

class VerdictDecisionsTest {

    private static final Rollout FIRST = progressing(proving(Then.PAUSE));

    private static ServiceDecision decide(KnownService service, VerdictTold told) {
        return ServiceStateMachine.decide(service, told, later(1));
    }

    @Test
    void whatIsNotKnownHereYetIsReadAnewOnce() {
        // Given a verdict of a newer step than is known here
        VerdictTold newer = proven(held(proving(Then.PAUSE)), 0, 1);
        Rollout older = Scenes.preparing(proving(Then.PAUSE));

        // Then it is decided after what is known was read anew
        assertThat(decide(KnownService.of(older), newer))
                .isInstanceOf(ServiceDecision.ReadAnew.class);
        assertThat(decide(KnownService.of(older).justRead(), newer))
                .isInstanceOf(ServiceDecision.OnRollout.class);
        assertThat(decide(KnownService.of(), newer)).isInstanceOf(ServiceDecision.ReadAnew.class);
        assertThat(decide(KnownService.of().justRead(), newer))
                .isInstanceOf(ServiceDecision.NoNews.class);
    }

    @Test
    void worseWaitsForNothing() {
        // Given a release that is known here, one revision behind
        Rollout older = Scenes.preparing(proving(Then.PAUSE));

        // Then it is taken back at once, and nothing is asked
        KnownService service = KnownService.of(older);
        assertThat(decide(service, worse(FIRST, 0)))
                .isInstanceOfSatisfying(
                        ServiceDecision.OnRollout.class,
                        on -> assertThat(on.decision()).isInstanceOf(Decision.Moved.class));
        assertThat(service.asked).isEmpty();
    }
}
