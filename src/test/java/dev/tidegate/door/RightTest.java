package dev.tidegate.door;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.core.analysis.Findings;
import dev.tidegate.core.analysis.Measure;
import dev.tidegate.core.analysis.Tick;
import dev.tidegate.core.analysis.Verdict;
import dev.tidegate.core.distribution.Version;
import dev.tidegate.core.event.RolloutEvent.DeployStarted;
import dev.tidegate.core.event.RolloutEvent.StepDue;
import dev.tidegate.core.event.ServiceKey;
import dev.tidegate.core.event.VerdictTold;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.List;

class RightTest {

    private static final ServiceKey REVIEWS = new ServiceKey("bookinfo", "reviews");

    @Test
    void eventOfAServiceNeedsTheRightForThatService() {
        assertThat(Right.of(new DeployStarted("e-1", REVIEWS, Instant.EPOCH, new Version("v2"))))
                .isEqualTo(new Right(Verb.DEPLOY, "bookinfo", "reviews"));
    }

    @Test
    void timerNeedsTheRightForAllNamespaces() {
        assertThat(Right.of(new StepDue("e-1", REVIEWS, Instant.EPOCH, "uid", 1)))
                .isEqualTo(new Right(Verb.DELIVER, "", ""));
    }

    @Test
    void verdictNeedsTheRightToJudgeItsService() {
        Findings found = new Findings(Measure.FAILURES, Tick.NONE, 9, 4.9, List.of());
        assertThat(
                        Right.of(
                                new VerdictTold(
                                        "e-1",
                                        REVIEWS,
                                        Instant.EPOCH,
                                        "uid",
                                        1,
                                        0,
                                        new Verdict.Worse(found, "worse"))))
                .isEqualTo(new Right(Verb.JUDGE, "bookinfo", "reviews"));
    }
}
