package dev.tidegate.core.rollout;

import static dev.tidegate.core.rollout.Scenes.HOLD;
import static dev.tidegate.core.rollout.Scenes.START;
import static dev.tidegate.core.rollout.Scenes.command;
import static dev.tidegate.core.rollout.Scenes.due;
import static dev.tidegate.core.rollout.Scenes.later;
import static dev.tidegate.core.rollout.Scenes.moved;
import static dev.tidegate.core.rollout.Scenes.observed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.core.analysis.AnalysisPlan;
import dev.tidegate.core.analysis.Compared;
import dev.tidegate.core.analysis.LiveRelease;
import dev.tidegate.core.distribution.Weight;
import dev.tidegate.core.event.Action;
import dev.tidegate.core.event.Observation;
import dev.tidegate.core.traffic.RequestMatch;
import dev.tidegate.core.traffic.StepTraffic;
import dev.tidegate.core.traffic.TextMatch;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

class LiveReleasesTest {

    private static final RolloutPlan PLAN =
            EvidenceScenes.judged(Scenes.plan(), EvidenceScenes.ACTS, Scenes.plan().steps());

    /** Gates open at START; then the wait of 5 s, and 250 ms for the acknowledgement. */
    private static final Instant FIRST = START.plusMillis(5_250);

    private static final Instant SETTLED = FIRST.plusMillis(5_250);

    @Test
    void tellsWhatIsComparedInAStep() {
        // Given a release in its first step of 5 %
        Rollout rollout = Scenes.progressing(PLAN);

        // When it is shown to the analysis
        // Then it is told what is compared, at which weight, and when all proxies have it
        assertThat(LiveReleases.of(rollout))
                .contains(
                        new LiveRelease(
                                "uid-1",
                                3,
                                0,
                                new Compared("v2", "v1"),
                                AnalysisPlan.STANDARD,
                                new dev.tidegate.core.analysis.Step(0.05, SETTLED, true),
                                List.of("primary"),
                                true));
    }

    @Test
    void isNothingToJudgeWhileTheCanaryHasNoTraffic() {
        assertThat(LiveReleases.of(Scenes.pending(PLAN))).isEmpty();
        assertThat(LiveReleases.of(Scenes.preparing(PLAN))).isEmpty();
        assertThat(LiveReleases.of(Scenes.rollingBack(PLAN))).isEmpty();
        assertThat(LiveReleases.of(Scenes.rolledBack(PLAN))).isEmpty();
        assertThat(LiveReleases.of(Scenes.succeeded(PLAN))).isEmpty();
    }

    @Test
    void isNothingToJudgeWithoutAnAnalysisOrInADryRun() {
        assertThat(LiveReleases.of(Scenes.progressing(Scenes.plan()))).isEmpty();
        assertThat(LiveReleases.of(Scenes.progressing(Scenes.dry(PLAN)))).isEmpty();
    }

    @Test
    void goesOnInAPauseAndInTheBake() {
        // Given a release that pauses at 25 %, and one that bakes
        LiveRelease paused = LiveReleases.of(Scenes.paused(PLAN)).orElseThrow();
        LiveRelease baking = LiveReleases.of(Scenes.baking(PLAN)).orElseThrow();

        // Then both are judged, the bake behind the last step
        assertThat(paused.stage()).isEqualTo(1);
        assertThat(paused.step().weight()).isEqualTo(0.25);
        assertThat(baking.stage()).isEqualTo(3);
        assertThat(baking.step().weight()).isEqualTo(1);
    }

    @Test
    void settlesLaterWhenTheWeightsWereAcknowledgedLate() {
        // Given a step whose weights are acknowledged twenty seconds after the move
        Rollout rollout = Scenes.progressing(PLAN);
        Decision late =
                RolloutStateMachine.decide(
                        rollout,
                        observed(new Observation.RoutesApplied(rollout.wantedRevision())),
                        FIRST.plusSeconds(20));

        // Then they are with all proxies that much later
        assertThat(settled(((Decision.Noted) late).next()))
                .isEqualTo(FIRST.plusSeconds(20).plusSeconds(5));
    }

    @Test
    void doesNotSettleLaterForAPauseThatHasEnded() {
        // Given a step that is paused for three minutes
        Rollout rollout = Scenes.progressing(PLAN);
        Rollout paused = moved(rollout, command("p", Action.PAUSE), later(1));
        Rollout resumed = moved(paused, command("r", Action.RESUME), later(4));

        // Then its weights are where they were all the time
        assertThat(settled(paused)).isEqualTo(SETTLED);
        assertThat(settled(resumed)).isEqualTo(SETTLED);
    }

    @Test
    void settlesAnewWhenWeightsAreWrittenAgain() {
        // Given a step whose weights somebody changed by hand after a minute
        Rollout reverted = moved(Scenes.progressing(PLAN), Scenes.drift(), later(1));

        // Then what was seen meanwhile does not count
        assertThat(settled(reverted)).isEqualTo(later(1).plusSeconds(5));
    }

    @Test
    void isNoCoinWhereTheRequestDecides() {
        // Given a step that gives the canary testers beside its share
        StepTraffic testers =
                new StepTraffic(
                        new Weight(500),
                        List.of(RequestMatch.header("x-group", TextMatch.exact("beta"))));
        RolloutPlan plan =
                EvidenceScenes.judged(
                        Scenes.plan(),
                        EvidenceScenes.ACTS,
                        List.of(new Step(testers, HOLD, false)));

        // Then users are told apart, and no ratio is judged
        assertThat(LiveReleases.of(due(Scenes.preparing(plan))).map(live -> live.step().coin()))
                .isEqualTo(Optional.of(false));
    }

    private static Instant settled(Rollout rollout) {
        return LiveReleases.of(rollout).orElseThrow().step().settled();
    }
}
