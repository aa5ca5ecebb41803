package dev.tidegate.adapter.http;

import static dev.tidegate.core.rollout.EvidenceScenes.*;
import static dev.tidegate.core.rollout.Scenes.later;
import static dev.tidegate.core.rollout.Scenes.observed;
import static dev.tidegate.core.rollout.Scenes.progressing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.controller.RolloutStore.Stored;
import dev.tidegate.core.event.Observation;
import dev.tidegate.core.rollout.PodScenes;
import dev.tidegate.core.rollout.Rollout;
import dev.tidegate.core.rollout.Scenes;
import dev.tidegate.core.rollout.UntilProven.Then;

import org.junit.jupiter.api.Test;

import java.util.Optional;

class EvidenceViewTest {

    private static RolloutView view(Rollout rollout) {
        return RolloutView.of(new Stored(rollout, 1, "1", 1));
    }

    @Test
    void tellsWhatIsKnownAndHowMuchMoreIsNeeded() {
        // Given a release that waits for its proof
        Rollout held = held(proving(Then.PAUSE));
        RolloutView view = view(hears(held, unclear(held, 0, "3 failures"), later(9)));

        // Then
        assertThat(view.rollout().evidence())
                .contains(
                        new EvidenceView(
                                "unclear",
                                "3 failures",
                                Optional.of("10,721 to 1"),
                                Optional.of(new Counted(1_000, 10)),
                                Optional.of(new Counted(9_000, 9)),
                                Optional.of("10 % of the traffic are to be proven, 0 % are")));
        assertThat(view.reason()).contains("waits for evidence: 3 failures");
    }

    @Test
    void tellsThatNothingWasToldInTime() {
        // Given a step of which nothing was told for a minute
        Rollout first = progressing(proving(Then.PAUSE));
        Rollout silent =
                Scenes.moved(
                        first, observed(new Observation.PodsSeen(PodScenes.pods(1, 1))), later(1));

        // Then
        assertThat(view(silent).rollout().evidence())
                .hasValueSatisfying(
                        evidence -> {
                            assertThat(evidence.verdict()).isEqualTo("missing");
                            assertThat(evidence.sentence()).startsWith("no evidence was told");
                            assertThat(evidence.odds()).isEmpty();
                        });
        assertThat(view(first).rollout().evidence()).isEmpty();
    }
}
