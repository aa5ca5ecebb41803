package dev.tidegate.door;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.core.distribution.Version;
import dev.tidegate.core.event.RolloutEvent.DeployStarted;
import dev.tidegate.core.event.RolloutEvent.StepDue;
import dev.tidegate.core.event.ServiceKey;

import org.junit.jupiter.api.Test;

import java.time.Instant;

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
}
