package dev.tidegate.adapter.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.core.rollout.Decision;
import dev.tidegate.core.rollout.Phase;
import dev.tidegate.core.rollout.Rollout;

import org.jboss.logmanager.MDC;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.Optional;
import java.util.logging.Logger;

class EventLogTest {

    private static final Rollout BACK =
            Releases.rollout(new Phase.RollingBack("the alert", Releases.NOON), 0);

    private final Logger logger = Logger.getLogger("dev.tidegate.events");
    private final Lines lines = new Lines();
    private final EventLog log = new EventLog();

    @BeforeEach
    void listen() {
        logger.addHandler(lines);
    }

    @AfterEach
    void stopListening() {
        logger.removeHandler(lines);
    }

    @Test
    void decisionIsOneLineThatSaysWhatHappenedWhatWasDecidedAndWhy() {
        // When
        log.decided(Releases.ALERT, Optional.empty(), new Decision.Moved(BACK, "v2 hurts"));
        // Then
        assertThat(lines.messages)
                .containsExactly(
                        "bookinfo/reviews alert-fired [a-1] moved reviews-1 revision 4"
                                + " RollingBack 0 %: v2 hurts");
        assertThat(lines.keys.getFirst())
                .containsEntry("event", "alert-fired")
                .containsEntry("eventId", "a-1")
                .containsEntry("service", "bookinfo/reviews")
                .containsEntry("rollout", "reviews-1")
                .containsEntry("revision", "4")
                .containsEntry("phase", "RollingBack")
                .containsEntry("weight", "0")
                .containsEntry("outcome", "moved")
                .containsEntry("reason", "v2 hurts");
    }

    @Test
    void unchangedWithoutRolloutSaysWhy() {
        log.decided(Releases.ALERT, Optional.empty(), new Decision.Unchanged("no release is live"));
        assertThat(lines.messages)
                .containsExactly(
                        "bookinfo/reviews alert-fired [a-1] unchanged: no release is live");
    }

    @Test
    void keysDoNotLeakIntoTheNextLine() {
        log.refused(Releases.ALERT, "no policy");
        log.deadLetter("tidegate.alerts", "not JSON");
        assertThat(lines.keys.get(1)).containsOnlyKeys("topic", "reason");
        assertThat(MDC.copy()).isEmpty();
    }
}
