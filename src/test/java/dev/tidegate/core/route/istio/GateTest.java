package dev.tidegate.core.route.istio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.core.distribution.Weight;
import dev.tidegate.core.route.ObservedObject;
import dev.tidegate.core.route.ObservedRoutes;
import dev.tidegate.core.traffic.StepTraffic;

import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the gate refuses before anything is written. */
class GateTest {

    private static final String PENDING =
            """
            phase: Pending
            revision: 1
            routing: {virtualServices: [{name: reviews, http: [primary]}], destinationRule: reviews}
            """;

    private static final String RULE =
            """
            kind: DestinationRule
            metadata: {name: reviews, namespace: bookinfo}
            spec: {host: reviews, subsets: [{name: v1, labels: {version: v1}}]}
            """;

    private static final String PRIMARY =
            "{name: primary, route: [{destination: {host: reviews, subset: v1}}]}";

    private static List<String> problems(String http, StepTraffic... steps) {
        return gate(http, steps).problems();
    }

    private static ObservedRoutes gate(String http, StepTraffic... steps) {
        String virtualService =
                """
                kind: VirtualService
                metadata: {name: reviews, namespace: bookinfo}
                spec: {hosts: [reviews], http: [%s]}
                """
                        .formatted(http);
        RouteCase given = new RouteCase(new Yaml().load(PENDING));
        return new RoutePlanner(ClusterDomain.LOCAL)
                .gate(
                        given.release(),
                        List.of(steps),
                        List.of(
                                object("VirtualService", virtualService),
                                object("DestinationRule", RULE)),
                        Optional.empty());
    }

    private static ObservedObject object(String kind, String yaml) {
        Map<String, Object> tree = new Yaml().load(yaml);
        return new ObservedObject(kind, "bookinfo", "reviews", tree);
    }

    private static StepTraffic weight(int percent) {
        return new StepTraffic(Weight.ofPercent(BigDecimal.valueOf(percent)), List.of());
    }

    @Test
    void routeOfTheUsersWithANameLikeOursIsToldBeforeItIsTakenForOne() {
        String own = "{name: tidegate-mine, route: [{destination: {host: others}}]}";
        assertThat(problems(own + ", " + PRIMARY, weight(5)))
                .containsExactly(
                        "VirtualService bookinfo/reviews, http route \"tidegate-mine\" has a name"
                                + " that begins with tidegate-, as those do that Tidegate makes and"
                                + " takes away; give it another one");
    }

    @Test
    void matchThatNoRequestOfTheNamedRouteCanMeetIsTold() {
        String primary = PRIMARY.replace("route:", "match: [{uri: {prefix: /shop}}], route:");
        assertThat(problems(primary, path("/pay")))
                .containsExactly(
                        "steps: none of the routes that the policy names has requests where path is"
                                + " \"/pay\", so that match leads nobody to the canary; correct it,"
                                + " or name the route that has them in route.virtualServices");
        assertThat(problems(primary, path("/shop/new"))).isEmpty();
        assertThat(problems(PRIMARY, path("/pay"))).isEmpty();
    }

    private static StepTraffic path(String path) {
        return new StepTraffic(
                Weight.ZERO,
                MatchYamls.items(Map.of("match", List.of(Map.of("uri", Map.of("exact", path))))));
    }

    @Test
    void usersOwnMirrorsToTheCanaryAreRemembered() {
        String mirrors = "mirrors: [{destination: {host: reviews, subset: v2}}], route:";
        String single = "mirror: {host: reviews, subset: v2}, route:";
        String mine = PRIMARY.replace("name: primary", "name: mine");
        assertThat(
                        gate(
                                        mine.replace("route:", single)
                                                + ", "
                                                + PRIMARY.replace("route:", mirrors),
                                        weight(5))
                                .prior()
                                .routes())
                .containsExactly(
                        "mirrors of VirtualService bookinfo/reviews, http route \"primary\"",
                        "mirrors of VirtualService bookinfo/reviews, http route \"mine\"");
        assertThat(gate(mine + ", " + PRIMARY, weight(5)).prior().routes()).isEmpty();
    }

    @Test
    void soundRoutesAreNoProblem() {
        assertThat(problems(PRIMARY, weight(5), weight(50))).isEmpty();
    }
}
