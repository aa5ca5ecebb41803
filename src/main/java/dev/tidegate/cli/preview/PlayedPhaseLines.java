package dev.tidegate.cli.preview;

import java.util.ArrayList;
import java.util.List;

/** A stage of a play, for a person: its title, and the difference that it makes. */
final class PlayedPhaseLines {

    private PlayedPhaseLines() {}

    /**
     * The lines.
     *
     * @param cause what leads there, after the title; may be empty
     */
    static List<String> of(PlayedPhase stage, String cause) {
        PlayedPhaseTitle title = stage.title();
        boolean waits = !title.hold().isEmpty() && stage.problem().isEmpty();
        List<String> lines = new ArrayList<>(List.of(""));
        lines.add(title.name() + cause + (waits ? "; then " + title.hold() : ""));
        lines.addAll(ObjectDiff.of(stage.before(), stage.after(), "", title.name()));
        stage.notes().forEach(note -> lines.add("note: " + note));
        if (stage.problem().isPresent()) {
            lines.add("cannot be written: " + stage.problem().get());
        } else if (!stage.changes()) {
            lines.add("changes nothing");
        }
        return lines;
    }
}
