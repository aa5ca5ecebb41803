package dev.tidegate.core.route.istio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.core.route.ObservedObject;
import dev.tidegate.core.route.PlannedWrite;
import dev.tidegate.core.route.RoutePlan;
import dev.tidegate.core.route.Tree;

import org.junit.jupiter.api.Test;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Releases through random steps and back, in random routes with foreign destinations. */
class RoutePlannerPropertyTest {

    private static final RoutePlanner PLANNER = new RoutePlanner(ClusterDomain.LOCAL);

    private static final String ROUTING =
            """
            routing:
              virtualServices: [{name: reviews}]
              destinationRule: reviews
            """;

    @Test
    void everyStepIsInTheExactRatioAndARollbackRestoresTheRoute() {
        for (int seed = 0; seed < 500; seed++) {
            Random random = new Random(seed);
            // Given a route with foreign destinations of random weight
            Map<String, Object> original = virtualService(random);
            List<Long> before = weights(original);
            ObservedObject object = GoldenFolder.observed(original);
            for (int revision = 1; revision <= 4; revision++) {
                // When it is written for a random step
                int points = 1 + random.nextInt(100) * (random.nextBoolean() ? 100 : 1);
                object = planned(object, "Progressing", points, revision);
                // Then stable, canary and each foreign one have exactly their share of the whole
                assertShares(before, object.tree(), points, seed);
            }
            // When it is rolled back
            Map<String, Object> back = planned(object, "RollingBack", 0, 5).tree();
            // Then every destination is there as before, with its own number
            assertThat(unweighted(back)).as("seed %d", seed).isEqualTo(unweighted(original));
            assertThat(weights(back)).as("seed %d", seed).isEqualTo(before);
        }
    }

    private static ObservedObject planned(
            ObservedObject object, String phase, int points, int revision) {
        String yaml =
                "phase: %s\nweight: %d.%02d\nrevision: %d\n%s"
                        .formatted(phase, points / 100, points % 100, revision, ROUTING);
        RoutePlan plan =
                PLANNER.plan(
                        new RouteCase(GoldenFolder.parse(yaml)).release(),
                        List.of(object, destinationRule()));
        List<PlannedWrite> writes = RoutePlannerGoldenTest.writes(plan).orElseThrow();
        return writes.isEmpty() ? object : GoldenFolder.observed(writes.getFirst().tree());
    }

    private static void assertShares(
            List<Long> before, Map<String, Object> tree, int points, int seed) {
        List<Long> expected = new ArrayList<>();
        List<Long> after = new ArrayList<>();
        List<Map<String, Object>> destinations = route(tree);
        int old = 0;
        for (int i = 0; i < destinations.size(); i++) {
            Map<String, Object> destination = Tree.map(destinations.get(i), "destination");
            String name = Tree.text(destination, "host") + " " + Tree.text(destination, "subset");
            after.add(Tree.number(destinations.get(i), "weight"));
            switch (name) {
                case "reviews v1" -> expected.add(before.get(old++) * (10_000 - points));
                case "reviews v2" -> expected.add(before.get(old - 1) * points);
                default -> expected.add(before.get(old++) * 10_000);
            }
        }
        assertRatio(expected, after, seed);
    }

    /** 100 shared out at random between v1 and up to three foreign destinations, v1 anywhere. */
    private static Map<String, Object> virtualService(Random random) {
        List<Object> destinations = new ArrayList<>();
        int left = 100;
        for (int i = random.nextInt(4); i > 0; i--) {
            int weight = random.nextInt(left / 2);
            destinations.add(destination("legacy" + i, "v" + i, weight));
            left -= weight;
        }
        destinations.add(
                random.nextInt(destinations.size() + 1), destination("reviews", "v1", left));
        return object("VirtualService", Map.of("http", List.of(Map.of("route", destinations))));
    }

    private static ObservedObject destinationRule() {
        return GoldenFolder.observed(
                object(
                        "DestinationRule",
                        Map.of(
                                "host",
                                "reviews",
                                "subsets",
                                List.of(Map.of("name", "v1"), Map.of("name", "v2")))));
    }

    private static Map<String, Object> object(String kind, Map<String, Object> spec) {
        return Map.of(
                "kind",
                kind,
                "metadata",
                Map.of("namespace", "bookinfo", "name", "reviews"),
                "spec",
                spec);
    }

    private static Map<String, Object> destination(String host, String subset, int weight) {
        return Map.of("destination", Map.of("host", host, "subset", subset), "weight", weight);
    }

    private static List<Map<String, Object>> route(Map<String, Object> tree) {
        return Tree.maps(Tree.maps(Tree.map(tree, "spec"), "http").getFirst(), "route");
    }

    private static List<Long> weights(Map<String, Object> tree) {
        return route(tree).stream().map(d -> Tree.number(d, "weight")).toList();
    }

    private static List<Map<String, Object>> unweighted(Map<String, Object> tree) {
        List<Map<String, Object>> copies = new ArrayList<>();
        for (Map<String, Object> destination : route(tree)) {
            Map<String, Object> copy = new LinkedHashMap<>(destination);
            copy.remove("weight");
            copies.add(copy);
        }
        return copies;
    }

    private static void assertRatio(List<Long> expected, List<Long> found, int seed) {
        assertThat(found).as("seed %d", seed).hasSameSizeAs(expected);
        for (int i = 1; i < found.size(); i++) {
            assertThat(product(expected.get(i), found.getFirst()))
                    .as("seed %d: %s : %s", seed, expected, found)
                    .isEqualTo(product(expected.getFirst(), found.get(i)));
        }
    }

    private static BigInteger product(long a, long b) {
        return BigInteger.valueOf(a).multiply(BigInteger.valueOf(b));
    }
}
