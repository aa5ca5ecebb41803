package dev.tidegate.simulation;

import dev.tidegate.controller.Telemetry;
import dev.tidegate.core.event.RolloutEvent;
import dev.tidegate.core.rollout.Decision;
import dev.tidegate.core.rollout.Rollout;
import dev.tidegate.core.text.TimeText;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/** Tells the history what one process decides; an error of a programmer is a finding. */
final class SimTelemetry implements Telemetry {

    private final String process;
    private final History history;
    private final Consumer<String> errors;

    SimTelemetry(String process, History history, Consumer<String> errors) {
        this.process = process;
        this.history = history;
        this.errors = errors;
    }

    @Override
    public void decided(RolloutEvent event, Optional<Rollout> rollout, Decision decision) {
        history.add(
                process,
                () -> "decides on %s: %s".formatted(Narrator.event(event), decision.reason()));
    }

    @Override
    public void refused(RolloutEvent event, String reason) {
        history.add(process, () -> "refuses %s: %s".formatted(Narrator.event(event), reason));
    }

    @Override
    public void conflict(String what) {
        history.add(process, () -> "meets a conflict: " + what);
    }

    @Override
    public void retry(RolloutEvent event, int attempt, Duration delay, String why) {
        history.add(
                process,
                () ->
                        "tries %s again, after %s: %s"
                                .formatted(event.id(), TimeText.span(delay), why));
        if (why.startsWith("unexpected ")) {
            errors.accept(why);
        }
    }

    @Override
    public void applied(RolloutEvent event, Rollout rollout, int writes, Duration sinceEvent) {}

    @Override
    public void timerFired(Rollout rollout, Duration late) {}

    @Override
    public void reads(String topic) {}

    @Override
    public void deadLetter(String topic, String reason) {
        errors.accept("dead letter: " + reason);
    }
}
