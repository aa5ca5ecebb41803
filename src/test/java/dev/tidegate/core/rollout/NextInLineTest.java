package dev.tidegate.core.rollout;

import static dev.tidegate.core.rollout.Scenes.*;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.core.distribution.Version;
import dev.tidegate.core.event.Observation;
import dev.tidegate.core.event.RolloutEvent.DeployStarted;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Optional;

/** A deployment that waits until its workload exists, and another one that comes meanwhile. */
class NextInLineTest {

    private static final Version V4 = new Version("v4");
    private static final DeployStarted WAITS = deploy("d3", V3, later(3));

    private static Decision decide(Rollout rollout, DeployStarted deploy) {
        return RolloutStateMachine.decide(rollout, deploy, later(6));
    }

    private static Rollout waited() {
        Observation hindered = new Observation.Hindered(WAITS, Optional.empty());
        Decision decision =
                RolloutStateMachine.decide(
                        progressing(plan()), WAITS.because(hindered, later(3)), later(3));
        return ((Decision.Noted) decision).next();
    }

    @Test
    void newerOneTakesTheReleasesPlaceAndTheOneThatWaitedIsRefused() {
        DeployStarted newer = deploy("d4", V4, later(4));
        Rollout next = ((Decision.Moved) decide(waited(), newer)).next();
        assertThat(next.phase()).isInstanceOf(Phase.Superseded.class);
        assertThat(next.next()).contains(newer);
        assertThat(next.refusals())
                .containsExactly(
                        Refusal.of(
                                WAITS,
                                "v4 takes the place of reviews-1, in place of the older deployment"
                                        + " of v3 (2026-01-01T12:03:00Z), which is not released"));
    }

    @Test
    void olderOneThanTheOneThatWaitsIsRefused() {
        DeployStarted older = deploy("d4", V4, later(2));
        Decision.Noted noted = (Decision.Noted) decide(waited(), older);
        assertThat(noted.next().next()).contains(WAITS);
        assertThat(noted.next().refusals()).extracting(Refusal::event).containsExactly("d4");
        assertThat(noted.reason()).contains("v4 is older").contains("v3").contains("waits");
    }

    @Test
    void theOneThatWaitedTakesTheReleasesPlaceItself() {
        Decision decision =
                RolloutStateMachine.decide(
                        waited(), observed(new Observation.NextCanStart()), later(6));
        Rollout next = ((Decision.Moved) decision).next();
        assertThat(next.next()).contains(WAITS);
        assertThat(next.refusals()).isEqualTo(List.of());
    }

    /** It is still not there when it is looked at again. */
    @Test
    void theOneThatWaitsIsNotRefusedForItself() {
        Observation hindered = new Observation.Hindered(WAITS, Optional.empty());
        Decision decision =
                RolloutStateMachine.decide(waited(), WAITS.because(hindered, later(4)), later(4));
        assertThat(((Decision.Noted) decision).next().refusals()).isEmpty();
    }
}
