package dev.tidegate.simulation.judge;

import static dev.tidegate.core.rollout.Scenes.*;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.core.event.Alert;
import dev.tidegate.core.event.RolloutEvent.AlertFired;
import dev.tidegate.core.event.RolloutEvent.AlertResolved;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.Optional;

/** An alert that was known before a release began holds it before its first traffic. */
class ForewarnedTest extends JudgeScene {

    private final Alert alert =
            new Alert("Errors", "critical", Optional.of("v2"), "f1", kernel.now());

    private void known() {
        AlertFired fired = new AlertFired("a1", REVIEWS, kernel.now(), alert);
        judge.sent(fired);
        judge.acknowledged(PROCESS, fired);
        pass(Duration.ofSeconds(1));
    }

    private void released() {
        due(moved(opened("d1", 1), gatesOpen(), now()));
    }

    @Test
    void releaseInSpiteOfItBreaksI4() {
        known();
        released();
        assertThat(judge.found()).get().extracting(Violation::invariant).isEqualTo(Invariant.I4);
    }

    @Test
    void releaseAfterItsEndIsFine() {
        known();
        judge.sent(new AlertResolved("a2", REVIEWS, kernel.now(), alert.endedAt(kernel.now())));
        released();
        assertThat(judge.found()).isEmpty();
    }

    @Test
    void releaseOfWhatIsForgottenIsFine() {
        known();
        pass(Duration.ofMinutes(5));
        released();
        assertThat(judge.found()).isEmpty();
    }
}
