package dev.tidegate.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.node.ArrayNode;

import dev.tidegate.core.distribution.Weight;
import dev.tidegate.core.route.ObservedObject;
import dev.tidegate.core.route.ObservedRoutes;
import dev.tidegate.core.route.PlannedWrite;
import dev.tidegate.core.route.Release;
import dev.tidegate.core.route.RoutePlan;
import dev.tidegate.core.route.istio.ClusterDomain;
import dev.tidegate.core.route.istio.GoldenFolder;
import dev.tidegate.core.route.istio.RouteCase;
import dev.tidegate.core.route.istio.RoutePlanner;
import dev.tidegate.core.route.istio.Surroundings;
import dev.tidegate.core.traffic.StepTraffic;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * VirtualServices and DestinationRules, as users write them and worse: read, watched for drift,
 * asked at the gate, and planned for releases of every phase. The headers say of which folder of
 * golden cases the release is, its phase and its weight.
 */
record RouteDoor(List<Input> corpus) implements Door {

    private static final RoutePlanner PLANNER = new RoutePlanner(ClusterDomain.LOCAL);
    private static final List<StepTraffic> FIRST =
            List.of(new StepTraffic(new Weight(500), List.of()));
    private static final TypeReference<List<Object>> OBJECTS = new TypeReference<>() {};

    private static final List<String> PHASES =
            List.of(
                    "Pending",
                    "Preparing",
                    "Preparing again",
                    "Progressing",
                    "Paused",
                    "Baking",
                    "Succeeded",
                    "RollingBack",
                    "RolledBack",
                    "Superseded",
                    "Failed");

    static RouteDoor all() {
        List<Input> corpus = new ArrayList<>();
        List<GoldenFolder> folders = GoldenFolder.all();
        for (int i = 0; i < folders.size(); i++) {
            GoldenFolder folder = folders.get(i);
            ArrayNode objects = Loose.JSON.createArrayNode();
            folder.objects()
                    .forEach(
                            o ->
                                    objects.add(
                                            Loose.JSON
                                                    .<ArrayNode>valueToTree(List.of(o.tree()))
                                                    .get(0)));
            Map<String, Object> yaml = folder.routeCase().yaml();
            corpus.add(
                    input(
                            folder,
                            String.valueOf(yaml.getOrDefault("phase", "Progressing")),
                            String.valueOf(yaml.getOrDefault("weight", "0")),
                            objects.toString()));
            // and in other phases, so that each meets each
            for (int k = 0; k < 3; k++) {
                String phase = PHASES.get((i * 3 + k) % PHASES.size());
                String weight = List.of("0", "5", "33.33", "100").get((i + k) % 4);
                corpus.add(input(folder, phase, weight, objects.toString()));
            }
        }
        return new RouteDoor(corpus);
    }

    private static Input input(GoldenFolder folder, String phase, String weight, String objects) {
        return Input.of(
                "%s in %s at %s".formatted(folder, phase, weight),
                Map.of("folder", folder.toString(), "phase", phase, "weight", weight),
                objects);
    }

    @Override
    public String name() {
        return "routes";
    }

    @Override
    public boolean wellFormed() {
        return true;
    }

    @Override
    public boolean enter(Input input) {
        List<ObservedObject> objects = objects(input);
        String before = text(objects);
        RouteCase scene = beginning(scene(input), objects);
        Release release = scene.release();
        boolean understood = read(scene, release, objects);
        RoutePlan plan = PLANNER.plan(release, objects);
        switch (plan) {
            case RoutePlan.Broken(String problem) -> Wording.assertReason(problem);
            case RoutePlan.Fenced(String by, var _) -> Wording.assertReason(by);
            case RoutePlan.Writes(List<PlannedWrite> writes) -> written(release, objects, writes);
            case RoutePlan.Retreat(List<PlannedWrite> writes, List<String> problems) -> {
                problems.forEach(Wording::assertReason);
                written(release, objects, writes);
            }
        }
        assertThat(text(objects)).as("what was observed").isEqualTo(before);
        return understood;
    }

    /** Everything that is asked of routes but the plan; whether nothing is wrong with them. */
    private static boolean read(RouteCase scene, Release release, List<ObservedObject> objects) {
        ObservedRoutes reading =
                PLANNER.read(scene.service(), scene.plan().routing(), objects, scene.hint());
        reading.problems().forEach(Wording::assertReason);
        ObservedRoutes gate = PLANNER.gate(release, FIRST, objects, scene.hint());
        gate.problems().forEach(Wording::assertReason);
        PLANNER.drift(release, objects).ifPresent(seen -> assertThat(seen.toString()).isNotBlank());
        PLANNER.tidies(release, objects);
        PLANNER.hosts(release, objects).forEach(RoutePlanner::covering);
        objects.forEach(PLANNER::hostsIn);
        PLANNER.around(scene.service(), scene.plan().routing(), release.canary(), objects);
        Surroundings around = new Surroundings(objects, true);
        PLANNER.barred(scene.service(), scene.plan().routing(), release.canary(), around)
                .forEach(Wording::assertReason);
        PLANNER.unreached(scene.service(), scene.plan().routing(), release.canary(), around)
                .ifPresent(Wording::assertReason);
        return reading.problems().isEmpty();
    }

    private static void written(
            Release release, List<ObservedObject> objects, List<PlannedWrite> writes) {
        List<ObservedObject> after = new ArrayList<>(objects);
        for (PlannedWrite write : writes) {
            ObservedObject now =
                    new ObservedObject(write.kind(), write.namespace(), write.name(), write.tree());
            Optional<ObservedObject> old =
                    objects.stream().filter(o -> o.isSameAs(now)).findFirst();
            assertThat(old).as("what is written was there: %s", write.title()).isPresent();
            new WrittenObject(release, old.get(), now).assertLegal();
            write.notes().forEach(Wording::assertReason);
            after.replaceAll(o -> o.isSameAs(now) ? now : o);
        }
        RoutePlan again = PLANNER.plan(release, after);
        List<PlannedWrite> more =
                switch (again) {
                    case RoutePlan.Writes(List<PlannedWrite> w) -> w;
                    case RoutePlan.Retreat(List<PlannedWrite> w, var _) -> w;
                    case RoutePlan.Broken broken -> throw new AssertionError("then: " + broken);
                    case RoutePlan.Fenced fenced -> throw new AssertionError("then: " + fenced);
                };
        for (PlannedWrite write : more) {
            List<ObservedObject> there =
                    after.stream()
                            .filter(o -> o.kind().equals(write.kind()))
                            .filter(o -> o.name().equals(write.name()))
                            .toList();
            assertThat(
                            "a write of the same plan once more: "
                                    + Loose.JSON.valueToTree(write.tree()))
                    .isEqualTo(text(there));
        }
    }

    /** One that remembers what led to the canary when its gates opened, as each does today. */
    private static RouteCase beginning(RouteCase scene, List<ObservedObject> objects) {
        if (scene.yaml().containsKey("prior")) {
            return scene;
        }
        ObservedRoutes gate = PLANNER.gate(scene.release(), FIRST, objects, scene.hint());
        Map<String, Object> yaml = new HashMap<>(scene.yaml());
        yaml.put(
                "prior",
                Map.of("routes", gate.prior().routes(), "problems", gate.prior().problems()));
        return new RouteCase(yaml);
    }

    private static RouteCase scene(Input input) {
        RouteCase scene =
                GoldenFolder.all().stream()
                        .filter(f -> f.toString().equals(input.header("folder")))
                        .findFirst()
                        .orElseThrow()
                        .routeCase();
        Map<String, Object> yaml = new HashMap<>(scene.yaml());
        yaml.put("phase", input.header("phase"));
        yaml.put("weight", input.header("weight"));
        yaml.keySet().removeAll(Set.of("weights"));
        if (yaml.containsKey("sticky") || yaml.containsKey("mirror")) {
            // no step has these beside all or nothing, or beside a part of a bucket
            yaml.put("weight", "5");
        }
        return new RouteCase(yaml);
    }

    /** The objects that an API server could have, no two of the same name. */
    @SuppressWarnings("unchecked")
    private static List<ObservedObject> objects(Input input) {
        List<ObservedObject> objects = new ArrayList<>();
        try {
            for (Object each : Loose.JSON.readValue(input.text(), OBJECTS)) {
                if (each instanceof Map<?, ?> tree) {
                    Schema.prune(tree);
                    ObservedObject object = GoldenFolder.observed((Map<String, Object>) tree);
                    if (Schema.takes(object)
                            && objects.stream().noneMatch(o -> o.isSameAs(object))) {
                        objects.add(object);
                    }
                }
            }
        } catch (JsonProcessingException e) {
            return List.of(); // too many levels: no list of objects comes of it
        }
        return objects;
    }

    private static String text(List<ObservedObject> objects) {
        return Loose.JSON.valueToTree(objects).toString();
    }

    @Override
    public String toString() {
        return name();
    }
}
