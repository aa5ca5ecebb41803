package dev.tidegate.cli.preview;

import dev.tidegate.core.rollout.Phase;
import dev.tidegate.core.route.ObservedObject;

import java.util.ArrayList;
import java.util.List;

/** What a play says, for a person: the gate, each phase with its difference, and a rollback. */
final class Report {

    private final List<ObservedObject> today;
    private final Play play;
    private final List<String> lines = new ArrayList<>();

    private Report(List<ObservedObject> today, Play play) {
        this.today = today;
        this.play = play;
    }

    /**
     * The lines.
     *
     * @param notes what else has to be known of where the objects came from
     */
    static List<String> of(PlayStart scene, List<String> notes, Play play) {
        Report report = new Report(scene.routes(), play);
        report.lines.add(
                "release of %s for %s, in memory: nothing is written"
                        .formatted(scene.canary(), scene.service()));
        report.lines.addAll(GateLines.of(play.gate()));
        boolean proves = scene.plan().steps().stream().anyMatch(s -> s.until().isPresent());
        scene.plan()
                .analysis()
                .ifPresent(asked -> report.lines.addAll(AnalysisLines.of(asked, proves)));
        report.lines.addAll(notes);
        scene.namedToo().forEach(why -> report.lines.add("policy " + why));
        scene.stranger().ifPresent(why -> report.lines.add("host   " + why));
        if (play.forward().isEmpty()) {
            report.lines.addAll(GateLines.closed(play.gate()));
        } else {
            report.forward();
            report.retreat();
        }
        return report.lines;
    }

    private void forward() {
        for (PlayedPhase stage : play.forward()) {
            // a pause after a hold was told with the hold
            if (!(stage.phase() instanceof Phase.Paused) || stage.changes()) {
                lines.addAll(PlayedPhaseLines.of(stage, ""));
            }
        }
        PlayedPhase last = play.forward().getLast();
        if (last.problem().isPresent()) {
            lines.add("The release pauses here: mend that and resume, or abort.");
        } else {
            left("after a success", last);
        }
    }

    private void retreat() {
        PlayedPhase back = play.retreat().getFirst();
        String cause = ", if an alert fires in " + play.reached().title().name();
        lines.addAll(PlayedPhaseLines.of(back, cause));
        play.retreat().stream()
                .skip(1)
                .filter(PlayedPhase::changes)
                .forEach(stage -> lines.addAll(PlayedPhaseLines.of(stage, "")));
        left("after a rollback", play.retreat().getLast());
    }

    private void left(String when, PlayedPhase last) {
        List<String> diff = ObjectDiff.of(today, last.after(), "today", when);
        lines.add("");
        lines.add(
                "%s your objects differ from today's by:%s"
                        .formatted(when, diff.isEmpty() ? " nothing" : ""));
        lines.addAll(diff);
    }
}
