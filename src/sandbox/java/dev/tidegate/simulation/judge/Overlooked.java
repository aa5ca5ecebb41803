package dev.tidegate.simulation.judge;

import dev.tidegate.core.rollout.Rollout;
import dev.tidegate.simulation.api.Change;
import dev.tidegate.simulation.judge.Facts.Decided;
import dev.tidegate.simulation.scene.SimService;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Hand edits of routes that were as their release wants them. Who decides a release's end before
 * its watch has shown it such an edit decides as if that had come after the end.
 */
final class Overlooked {

    private record Shown(long micros, long version) {}

    /** The version of the routes that somebody wrote first since they were as wanted. */
    private final Map<String, Long> edits = new HashMap<>();

    /** What the watch of a process showed of a service's routes. */
    private final Map<String, List<Shown>> shown = new HashMap<>();

    /** Somebody has edited routes that were as wanted. */
    void edited(SimService service, Change change) {
        edits.putIfAbsent(service.key().toString(), version(change));
    }

    /** The product has written the routes since. */
    void written(SimService service) {
        edits.remove(service.key().toString());
    }

    void shown(SimService service, String process, Change change, long micros) {
        shown.computeIfAbsent(key(service, process), _ -> new ArrayList<>())
                .add(new Shown(micros, version(change)));
    }

    /** Whether the release ended with the weights that it had, by somebody who saw no edit. */
    boolean in(SimService service, Rollout before, Rollout after, Optional<Decided> end) {
        Long edit = edits.get(service.key().toString());
        return edit != null
                && before.live()
                && !after.live()
                && before.traffic().equals(after.traffic())
                && end.filter(e -> !saw(service, e, edit)).isPresent();
    }

    private boolean saw(SimService service, Decided end, long edit) {
        return shown.getOrDefault(key(service, end.by()), List.of()).stream()
                .anyMatch(
                        each ->
                                each.version() >= edit
                                        && each.micros() < end.micros() - Clocks.GRAIN_MICROS);
    }

    private static String key(SimService service, String process) {
        return process + " " + service.key();
    }

    private static long version(Change change) {
        return Long.parseLong(change.object().version());
    }
}
