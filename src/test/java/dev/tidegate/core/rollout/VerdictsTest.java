package dev.tidegate.core.rollout;

import static dev.tidegate.core.rollout.EvidenceScenes.*;
import static dev.tidegate.core.rollout.Scenes.*;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.core.event.Action;
import dev.tidegate.core.event.VerdictTold;
import dev.tidegate.core.rollout.Phase.RollingBack;
import dev.tidegate.core.rollout.UntilProven.Then;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What verdicts do to a release. */
class VerdictsTest {

    private static final RolloutPlan PLAN = proving(Then.PAUSE);
    private static final Instant NOW = later(1);

    private static Decision decide(Rollout rollout, VerdictTold told) {
        return RolloutStateMachine.decide(rollout, told, NOW);
    }

    @Test
    void worseTakesTheTrafficBackInEveryLivePhase() {
        // Given a release in each live phase that has traffic, a paused and a baking one among them
        Rollout first = progressing(PLAN);
        Rollout paused = moved(first, command("p", Action.PAUSE), NOW);
        RolloutPlan timed = judged(plan(), ACTS, plan().steps());
        for (Rollout rollout : List.of(first, paused, paused(timed), baking(timed), held(PLAN))) {
            // When it is told that the canary is worse, of whichever stage and revision
            Rollout back = moved(rollout, worse(first, 7), NOW);

            // Then all goes back, and the history tells why
            assertThat(back.phase()).isEqualTo(new RollingBack("evidence: 10 of 19 failures", NOW));
            assertThat(back.reachesCanary()).isFalse();
            assertThat(back.history().getLast().cause()).isEqualTo("evidence: 10 of 19 failures");
            assertThat(EvidenceText.line(back))
                    .contains("worse, v2 10 of 1,000, v1 9 of 9,000, odds 10,721 to 1");
        }
    }

    @Test
    void worseEndsAReleaseThatTouchedNoRouteAtOnce() {
        assertThat(moved(pending(PLAN), worse(pending(PLAN), 0), NOW).phase())
                .isInstanceOf(Phase.RolledBack.class);
    }

    @Test
    void verdictsOfAnotherReleaseAreStaleAndSaySo() {
        Rollout other =
                Rollout.opened(
                        new Rollout.Identity("uid-0", "reviews-0", PLAN, deploy("d0", V2, START)),
                        START);
        assertThat(decide(progressing(PLAN), worse(other, 0)))
                .isEqualTo(
                        new Decision.Unchanged(
                                "the verdict is stale: it is of release uid-0, and reviews-1 is"
                                        + " live"));
    }

    @Test
    void verdictsChangeNothingInARollbackAndAfterAnEnd() {
        for (Rollout rollout :
                List.of(
                        rollingBack(PLAN),
                        rolledBack(PLAN),
                        succeeded(judged(plan(), ACTS, plan().steps())))) {
            assertThat(decide(rollout, worse(rollout, 0))).isInstanceOf(Decision.Unchanged.class);
            assertThat(decide(rollout, proven(rollout, 0, 1)))
                    .isInstanceOf(Decision.Unchanged.class);
        }
    }

    @Test
    void releaseThatAsksForNoEvidenceHearsNone() {
        Rollout rollout = progressing(plan());
        assertThat(decide(rollout, worse(rollout, 0)).reason())
                .isEqualTo("reviews-1 asks for no evidence");
        Rollout.Identity back =
                new Rollout.Identity(
                        "uid-1", "reviews-1", PLAN.straight(), deploy("d1", V2, START));
        assertThat(decide(Rollout.opened(back, START), worse(rollout, 0)))
                .isInstanceOf(Decision.Unchanged.class);
    }

    @Test
    void verdictsThatOnlyShowMoveNothing() {
        // Given a policy with act: false, and a dry run
        for (RolloutPlan plan : List.of(shown(), dry(PLAN))) {
            Rollout rollout = progressing(plan);

            // When the canary is worse, or proven
            Rollout worse = hears(rollout, worse(rollout, 0), NOW);
            Rollout proven = hears(worse, proven(rollout, 0, 1), NOW);

            // Then that is shown, and nothing moves
            assertThat(EvidenceText.sentence(worse)).contains("10 of 19 failures");
            assertThat(EvidenceText.sentence(proven)).contains("it may have 100.0");
            assertThat(proven.phase()).isEqualTo(rollout.phase());
            assertThat(proven.revision()).isEqualTo(rollout.revision());
        }
    }

    @Test
    void proofOfAnotherStepIsStale() {
        Rollout rollout = progressing(PLAN);
        assertThat(decide(rollout, proven(rollout, 1, 1)).reason())
                .isEqualTo("the verdict is stale: it is of stage 2, and reviews-1 is in stage 1");
        assertThat(decide(rollout, unclear(rollout, 4, "?")))
                .isInstanceOf(Decision.Unchanged.class);
    }

    @Test
    void whatSaysTheSameIsWrittenSeldom() {
        // Given a release of which something is unclear
        Rollout rollout =
                hears(progressing(PLAN), unclear(progressing(PLAN), 0, "1 failure in 20"), NOW);

        // When the same is told, or the same with other numbers soon after
        VerdictTold more = unclear(rollout, 0, "12 failure in 1,300");

        // Then nothing is written; after half a minute, or when it says something else, it is
        assertThat(decide(rollout, unclear(rollout, 0, "1 failure in 20")))
                .isInstanceOf(Decision.Unchanged.class);
        assertThat(decide(rollout, more)).isInstanceOf(Decision.Unchanged.class);
        assertThat(sentence(hears(rollout, more, NOW.plusSeconds(30))))
                .contains("12 failure in 1,300");
        assertThat(sentence(hears(rollout, unclear(rollout, 0, "the split is wrong"), NOW)))
                .contains("the split is wrong");
        assertThat(rollout.judged().flatMap(Judged::said).map(Said::since)).contains(NOW);
    }

    @Test
    void moreProofIsWrittenWhenTheReleaseCanGoFurtherByIt() {
        // Given a release that may have 12 %
        Rollout rollout = progressing(PLAN);
        Rollout known = hears(rollout, proven(rollout, 0, 0.12), NOW);

        // When it may have 20 %, which is no further step; then 30 %; then less again
        assertThat(decide(known, proven(rollout, 0, 0.2))).isInstanceOf(Decision.Unchanged.class);
        Rollout further = hears(known, proven(rollout, 0, 0.3), NOW);
        Rollout less = hears(further, unclear(rollout, 0, "?"), NOW);

        // Then what was proven stays so
        assertThat(further.judged().map(Judged::proven)).contains(0.3);
        assertThat(less.judged().map(Judged::proven)).contains(0.3);
    }

    private static Optional<String> sentence(Rollout rollout) {
        return EvidenceText.sentence(rollout);
    }
}
