package dev.tidegate.adapter.freezes;

import dev.tidegate.core.event.RolloutEvent.Command;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The commands that a ConfigMap has followed, as one of its annotations keeps them: each a line
 * with its time and its id. Of the oldest only the newest time is kept, and whatever is not newer
 * than that is taken for a copy: Kafka may deliver all of a topic again.
 *
 * @param commands the last {@value #MOST}, oldest first
 * @param forgotten the newest time of those that are not kept; empty when none is forgotten
 */
record FollowedCommands(List<Line> commands, Optional<Instant> forgotten) {

    /** How many are kept: at the longest ids some 26 KB. */
    static final int MOST = 50;

    private static final String BEFORE = "older";

    /** One of them. */
    record Line(Instant time, String id) {

        @Override
        public String toString() {
            return time + " " + id;
        }
    }

    FollowedCommands {
        commands = List.copyOf(commands);
    }

    /** What the annotation says; a line that is none of ours says nothing. */
    static FollowedCommands parse(String text) {
        List<Line> lines = text.lines().flatMap(line -> line(line).stream()).toList();
        return new FollowedCommands(
                lines.stream().filter(line -> !line.id().equals(BEFORE)).toList(),
                lines.stream()
                        .filter(line -> line.id().equals(BEFORE))
                        .map(Line::time)
                        .max(Instant::compareTo));
    }

    private static Optional<Line> line(String text) {
        String[] parts = text.split(" ", 2);
        try {
            return parts.length == 2
                    ? Optional.of(new Line(Instant.parse(parts[0]), parts[1]))
                    : Optional.empty();
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** Whether the command was followed, or is so old that it may have been. */
    boolean knows(Command command) {
        return commands.stream().anyMatch(line -> line.id().equals(command.id()))
                || forgotten.filter(newest -> !command.time().isAfter(newest)).isPresent();
    }

    /** These and that one. */
    FollowedCommands and(Command command) {
        List<Line> all = new ArrayList<>(commands);
        all.add(new Line(command.time(), command.id()));
        List<Line> old = all.subList(0, Math.max(0, all.size() - MOST));
        Optional<Instant> newest =
                Stream.concat(forgotten.stream(), old.stream().map(Line::time))
                        .max(Instant::compareTo);
        return new FollowedCommands(all.subList(old.size(), all.size()), newest);
    }

    /** As the annotation keeps them. */
    @Override
    public String toString() {
        return Stream.concat(
                        forgotten.map(time -> new Line(time, BEFORE)).stream(), commands.stream())
                .map(Line::toString)
                .collect(Collectors.joining("\n"));
    }
}
