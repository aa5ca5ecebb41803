package dev.tidegate.cli.preview;

import dev.tidegate.core.event.Problems;
import dev.tidegate.core.route.ObservedObject;
import dev.tidegate.core.route.PlannedWrite;
import dev.tidegate.core.route.RoutePlan;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a plan's writes make of objects.
 *
 * @param objects the same objects in the same order
 * @param notes what a person should know of the writes
 * @param problem why they are not as wanted; empty when they are
 */
record PlayedWrites(List<ObservedObject> objects, List<String> notes, Optional<String> problem) {

    static PlayedWrites of(RoutePlan plan, List<ObservedObject> objects) {
        return switch (plan) {
            case RoutePlan.Writes(List<PlannedWrite> writes) ->
                    new PlayedWrites(put(writes, objects), notes(writes), Optional.empty());
            case RoutePlan.Retreat(List<PlannedWrite> writes, List<String> problems) ->
                    new PlayedWrites(
                            put(writes, objects),
                            notes(writes),
                            Optional.of(Problems.whole(problems)).filter(p -> !p.isEmpty()));
            case RoutePlan.Broken(String problem) -> unchanged(objects, problem);
            case RoutePlan.Fenced(String by, var _) ->
                    unchanged(objects, by + "; this release stops writing");
        };
    }

    private static PlayedWrites unchanged(List<ObservedObject> objects, String problem) {
        return new PlayedWrites(objects, List.of(), Optional.of(problem));
    }

    private static List<String> notes(List<PlannedWrite> writes) {
        return writes.stream().flatMap(write -> write.notes().stream()).toList();
    }

    private static List<ObservedObject> put(
            List<PlannedWrite> writes, List<ObservedObject> objects) {
        List<ObservedObject> all = new ArrayList<>(objects);
        writes.forEach(write -> all.replaceAll(o -> isOf(write, o) ? written(write) : o));
        return all;
    }

    private static boolean isOf(PlannedWrite write, ObservedObject object) {
        return object.kind().equals(write.kind())
                && object.namespace().equals(write.namespace())
                && object.name().equals(write.name());
    }

    private static ObservedObject written(PlannedWrite write) {
        return new ObservedObject(write.kind(), write.namespace(), write.name(), write.tree());
    }
}
