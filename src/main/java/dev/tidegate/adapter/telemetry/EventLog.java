package dev.tidegate.adapter.telemetry;

import dev.tidegate.core.event.RolloutEvent;
import dev.tidegate.core.rollout.Decision;
import dev.tidegate.core.rollout.Rollout;

import org.jboss.logging.Logger;
import org.jboss.logging.Logger.Level;

import java.time.Duration;
import java.util.Optional;

/**
 * The log of what happened: one line for each decision says what happened, what was decided and
 * why. The keys are those of {@link LogKey} and no others.
 *
 * <ul>
 *   <li>INFO: decisions on events from outside, moves, refusals, acknowledged writes
 *   <li>WARN: retries and dead letters
 *   <li>DEBUG: what the controller itself saw and that moved nothing, conflicts, timers
 * </ul>
 */
final class EventLog {

    private static final Logger LOG = Logger.getLogger("dev.tidegate.events");

    void decided(RolloutEvent event, Optional<Rollout> before, Decision decision) {
        Optional<Rollout> after = after(before, decision);
        String outcome = OutcomeName.of(decision);
        LogLine line =
                about(event).with(LogKey.OUTCOME, outcome).with(LogKey.REASON, decision.reason());
        after.ifPresent(rollout -> describe(line, rollout));
        String where = after.map(EventLog::where).orElse(": ");
        line.log(LOG, level(event, decision), head(event) + outcome + where + decision.reason());
    }

    void refused(RolloutEvent event, String reason) {
        about(event)
                .with(LogKey.OUTCOME, OutcomeName.REFUSED)
                .with(LogKey.REASON, reason)
                .log(LOG, Level.INFO, head(event) + "refused: " + reason);
    }

    void applied(RolloutEvent event, Rollout rollout, int writes, Duration sinceEvent) {
        LogLine line =
                about(event)
                        .with(LogKey.WRITES, writes)
                        .with(LogKey.SINCE_EVENT_MS, sinceEvent.toMillis());
        describe(line, rollout);
        line.log(
                LOG,
                Level.INFO,
                head(event)
                        + "routes acknowledged after %d ms, %d writes"
                                .formatted(sinceEvent.toMillis(), writes));
    }

    void retry(RolloutEvent event, int attempt, Duration delay, String why) {
        about(event)
                .with(LogKey.ATTEMPT, attempt)
                .with(LogKey.DELAY_MS, delay.toMillis())
                .with(LogKey.REASON, why)
                .log(
                        LOG,
                        Level.WARN,
                        head(event)
                                + "attempt %d failed, again in %d ms: %s"
                                        .formatted(attempt, delay.toMillis(), why));
    }

    void conflict(String what) {
        new LogLine().with(LogKey.REASON, what).log(LOG, Level.DEBUG, "conflict: " + what);
    }

    void timerFired(Rollout rollout, Duration late) {
        LogLine line = new LogLine().with(LogKey.LATE_MS, late.toMillis());
        line.with(LogKey.SERVICE, rollout.service());
        describe(line, rollout);
        line.log(
                LOG,
                Level.DEBUG,
                rollout.service() + " timer fired " + late.toMillis() + " ms late");
    }

    void deadLetter(String topic, String reason) {
        new LogLine()
                .with(LogKey.TOPIC, topic)
                .with(LogKey.REASON, reason)
                .log(LOG, Level.WARN, "dead letter from " + topic + ": " + reason);
    }

    private static Optional<Rollout> after(Optional<Rollout> before, Decision decision) {
        return switch (decision) {
            case Decision.Moved moved -> Optional.of(moved.next());
            case Decision.Noted noted -> Optional.of(noted.next());
            case Decision.Unchanged _ -> before;
        };
    }

    private static Level level(RolloutEvent event, Decision decision) {
        boolean seen = event instanceof RolloutEvent.Observed;
        return seen && !(decision instanceof Decision.Moved) ? Level.DEBUG : Level.INFO;
    }

    private static LogLine about(RolloutEvent event) {
        return new LogLine()
                .with(LogKey.EVENT, EventName.of(event))
                .with(LogKey.EVENT_ID, event.id())
                .with(LogKey.SERVICE, event.service());
    }

    private static String head(RolloutEvent event) {
        return "%s %s [%s] ".formatted(event.service(), EventName.of(event), event.id());
    }

    private static void describe(LogLine line, Rollout rollout) {
        line.with(LogKey.ROLLOUT, rollout.identity().name())
                .with(LogKey.REVISION, rollout.revision())
                .with(LogKey.PHASE, rollout.phase().title())
                .with(LogKey.WEIGHT, rollout.canaryWeight().percent().toPlainString());
    }

    private static String where(Rollout rollout) {
        return " %s revision %d %s %s: "
                .formatted(
                        rollout.identity().name(),
                        rollout.revision(),
                        rollout.phase().title(),
                        rollout.canaryWeight());
    }
}
