package dev.tidegate.chaos;

import dev.tidegate.core.event.Action;
import dev.tidegate.core.event.Alert;
import dev.tidegate.core.event.RolloutEvent;
import dev.tidegate.core.event.RolloutEvent.AlertFired;
import dev.tidegate.core.event.RolloutEvent.Command;
import dev.tidegate.core.rollout.Rollout;
import dev.tidegate.simulation.kernel.Choices;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What is sent because of one release: its alert, commands, and copies. */
final class Script {

    private static final Action[] ACTIONS = {
        Action.PAUSE, Action.PAUSE, Action.SKIP, Action.ABORT, Action.RESUME, Action.RETRY
    };

    private static final List<Moment> LIVE =
            List.of(
                    Moment.PENDING,
                    Moment.PREPARING,
                    Moment.FIRST_STEP,
                    Moment.FIRST_STEP,
                    Moment.SECOND_STEP,
                    Moment.SECOND_STEP,
                    Moment.PAUSED,
                    Moment.BAKING);

    private final Release release;
    private final Choices choices;
    private final List<Cue> cues = new ArrayList<>();

    private Script(Release release, Choices choices) {
        this.release = release;
        this.choices = choices;
    }

    /** What is sent because of a release. */
    static List<Cue> of(Release release, Choices choices) {
        Script script = new Script(release, choices);
        script.alert();
        script.commands();
        return script.cues;
    }

    /** Half of them name the canary; most of the others are no reason to take it back. */
    private void alert() {
        Moment live = LIVE.get(choices.next(LIVE.size()));
        switch (choices.next(10)) {
            case 0 -> alert(live, "critical", _ -> Optional.empty());
            case 1 -> alert(live, "critical", _ -> Optional.of("v99"));
            case 2 -> alert(live, "warning", _ -> Optional.of(release.version()));
            case 3 ->
                    alert(
                            Moment.FIRST_STEP,
                            "critical",
                            rollout -> rollout.flatMap(Rollout::stable).map(v -> v.name()));
            case 4 -> alert(Moment.SUCCEEDED, "critical", _ -> Optional.of(release.version()));
            default -> alert(live, "critical", _ -> Optional.of(release.version()));
        }
    }

    /** Whom an alert names. */
    private interface Target {
        Optional<String> of(Optional<Rollout> rollout);
    }

    private void alert(Moment moment, String severity, Target target) {
        if (moment == Moment.PAUSED) {
            command(Moment.FIRST_STEP, Duration.ZERO, Action.PAUSE);
        }
        String id = release.id("alert");
        cue(
                moment,
                Duration.ZERO,
                true,
                (rollout, now) ->
                        new AlertFired(
                                id,
                                release.service().key(),
                                now,
                                new Alert("Errors", severity, target.of(rollout), id, now)));
    }

    private void commands() {
        if (choices.oneIn(3)) {
            Action action = ACTIONS[choices.next(ACTIONS.length)];
            Moment moment =
                    action == Action.RETRY
                            ? Moment.ENDED
                            : choices.oneIn(2) ? Moment.FIRST_STEP : Moment.BAKING;
            command(moment, Duration.ZERO, action);
        }
        // a pause of the plan ends so, and another one by being resumed
        command(Moment.PAUSED, Duration.ofSeconds(2), Action.PROMOTE);
        command(Moment.PAUSED, Duration.ofSeconds(2), Action.RESUME);
    }

    private void command(Moment moment, Duration after, Action action) {
        String word = action.name().toLowerCase(Locale.ROOT);
        String id = release.id("%s-%d".formatted(word, cues.size()));
        cue(moment, after, false, (_, now) -> command(id, action, now));
    }

    private RolloutEvent command(String id, Action action, Instant now) {
        return new Command(
                id, release.service().key(), now, action, Optional.empty(), "somebody", "");
    }

    private void cue(Moment moment, Duration wait, boolean asked, Cue.Line line) {
        Duration after = wait.plusMillis(choices.next(800));
        cues.add(new Cue(release, moment, after, asked, choices.oneIn(5), line));
    }
}
