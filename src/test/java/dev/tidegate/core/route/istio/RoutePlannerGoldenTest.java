package dev.tidegate.core.route.istio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.core.event.Observation;
import dev.tidegate.core.route.ObservedObject;
import dev.tidegate.core.route.ObservedRoutes;
import dev.tidegate.core.route.PlannedWrite;
import dev.tidegate.core.route.RoutePlan;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Runs every folder of {@code src/test/resources/routes}: {@code in-*.yaml} and {@code
 * rollout.yaml} give {@code out-*.yaml} in the order of the writes, {@code error.txt}, {@code
 * fenced.txt}, {@code kept.txt} (where a retreat leaves the canary traffic), {@code reading.txt},
 * {@code drift.txt}, or nothing, compared as text. {@code -Dgolden.write=true} writes what is
 * found, to be read before it is committed.
 */
class RoutePlannerGoldenTest {

    private static final RoutePlanner PLANNER = new RoutePlanner(ClusterDomain.LOCAL);

    static List<GoldenFolder> folders() {
        return GoldenFolder.all();
    }

    @ParameterizedTest
    @MethodSource("folders")
    void theFolderHoldsWhatComesOfIt(GoldenFolder folder) {
        // Given
        List<ObservedObject> objects = folder.objects();
        // When
        Map<String, String> found = find(folder.routeCase(), objects);
        // Then
        if (Boolean.getBoolean("golden.write")) {
            found.forEach(folder::write);
        }
        assertThat(found).isEqualTo(folder.expected());
        assertThat(found.keySet().stream().map(RoutePlannerGoldenTest::kind).distinct())
                .isEqualTo(
                        folder.routeCase().expect().equals("no write")
                                ? List.of()
                                : List.of(folder.routeCase().expect().split(" and ")));
        assertThat(objects).as("observed objects stay as they were").isEqualTo(folder.objects());
    }

    @ParameterizedTest
    @MethodSource("folders")
    void planningAgainAfterTheWritesFindsNothingToDo(GoldenFolder folder) {
        // Given the objects after the writes
        List<ObservedObject> objects = new ArrayList<>(folder.objects());
        Optional<List<PlannedWrite>> first =
                writes(PLANNER.plan(folder.routeCase().release(), objects));
        if (first.isEmpty()) {
            return;
        }
        for (PlannedWrite write : first.get()) {
            ObservedObject written = GoldenFolder.observed(write.tree());
            objects.replaceAll(
                    o ->
                            o.kind().equals(write.kind())
                                            && o.namespace().equals(write.namespace())
                                            && o.name().equals(write.name())
                                    ? written
                                    : o);
        }
        // When, Then
        assertThat(writes(PLANNER.plan(folder.routeCase().release(), objects))).contains(List.of());
        // a subset that selects other pods is no matter of weights
        assertThat(PLANNER.drift(folder.routeCase().release(), objects))
                .satisfiesAnyOf(
                        seen -> assertThat(seen).isEmpty(),
                        _ -> assertThat(folder.routeCase().expect()).isEqualTo("drift"));
    }

    @ParameterizedTest
    @MethodSource("folders")
    void theFilesAreWrittenAsTheDumperWritesThem(GoldenFolder folder) {
        // so that a difference between in and out is a change that was planned
        folder.files("in-")
                .forEach(
                        (name, text) ->
                                assertThat(GoldenFolder.dump(GoldenFolder.parse(text)))
                                        .as(name)
                                        .isEqualTo(text));
    }

    private static Map<String, String> find(RouteCase routeCase, List<ObservedObject> objects) {
        Map<String, String> found = new TreeMap<>();
        if (routeCase.expect().equals("reading")) {
            ObservedRoutes reading =
                    PLANNER.read(
                            routeCase.service(),
                            routeCase.plan().routing(),
                            objects,
                            routeCase.hint());
            found.put(
                    "reading.txt",
                    "stable: "
                            + reading.stable().map(Object::toString).orElse("unknown")
                            + "\n"
                            + String.join(
                                    "", reading.problems().stream().map(p -> p + "\n").toList()));
        } else if (routeCase.expect().equals("drift")) {
            found.put(
                    "drift.txt",
                    PLANNER.drift(routeCase.release(), objects)
                            .map(seen -> title(seen) + "\n")
                            .orElse("none\n"));
        } else {
            switch (PLANNER.plan(routeCase.release(), objects)) {
                case RoutePlan.Broken broken -> found.put("error.txt", broken.problem() + "\n");
                case RoutePlan.Fenced fenced -> found.put("fenced.txt", fenced.by() + "\n");
                case RoutePlan.Writes(List<PlannedWrite> writes) -> put(found, writes);
                case RoutePlan.Retreat(List<PlannedWrite> writes, List<String> problems) -> {
                    put(found, writes);
                    if (!problems.isEmpty()) {
                        found.put("kept.txt", String.join("\n", problems) + "\n");
                    }
                }
            }
        }
        return found;
    }

    private static String title(Observation seen) {
        return switch (seen) {
            case Observation.RoutesDrifted drifted ->
                    drifted.route()
                            + ": "
                            + drifted.found()
                            + (drifted.segments() ? "" : ", managed routes edited");
            case Observation.SubsetsUndefined lost ->
                    "%s without %s, while the routes carry %s"
                            .formatted(lost.rule(), lost.versions(), lost.carried());
            case Observation.RoutesBroken broken -> broken.problem();
            default -> throw new AssertionError("no drift: " + seen);
        };
    }

    private static void put(Map<String, String> found, List<PlannedWrite> writes) {
        for (PlannedWrite write : writes) {
            found.put("out-%d.yaml".formatted(found.size() + 1), GoldenFolder.dump(write.tree()));
        }
    }

    /** What a plan writes; empty when it writes nothing because something is wrong. */
    static Optional<List<PlannedWrite>> writes(RoutePlan plan) {
        return switch (plan) {
            case RoutePlan.Writes writes -> Optional.of(writes.writes());
            case RoutePlan.Retreat retreat -> Optional.of(retreat.writes());
            case RoutePlan.Broken _, RoutePlan.Fenced _ -> Optional.empty();
        };
    }

    private static String kind(String file) {
        return file.startsWith("out-") ? "writes" : file.replace(".txt", "");
    }
}
