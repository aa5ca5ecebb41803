package dev.tidegate.core.route.istio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.core.route.ObservedObject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;
import java.util.Map;

class RouteMatchesTest {

    @ParameterizedTest
    @CsvSource({
        "mesh, mesh",
        "public, bookinfo/public",
        "./public, bookinfo/public",
        "shop/public, shop/public",
        "public.shop, shop/public",
        "public.shop.svc.cluster.local, shop/public"
    })
    void gatewayIsTheSameHoweverItIsSpelled(String name, String full) {
        assertThat(GatewayName.full(name, "bookinfo")).isEqualTo(full);
        Map<String, Object> match = Map.of("gateways", List.of(name));
        assertThat(
                        RouteMatches.has(
                                RouteMatches.describe(Map.of("gateways", List.of(full))),
                                match,
                                "bookinfo"))
                .isTrue();
    }

    @Test
    void wordsThatYamlReadsOtherwiseStandInQuotes() {
        Map<String, Object> match =
                Map.of(
                        "sniHosts", List.of("*.example.com"),
                        "sourceLabels", Map.of("canary", "true", "app", "web", "number", "1"));
        assertThat(MatchYaml.of(RouteMatches.describe(match)))
                .isEqualTo(
                        "{sniHosts: ['*.example.com'], sourceLabels: {app: web, canary: 'true',"
                                + " number: '1'}}");
    }

    @Test
    void emptyMatchAndOneWithANameAloneTakeEverything() {
        for (List<?> matches :
                List.of(List.of(), List.of(Map.of()), List.of(Map.of("name", "m")))) {
            assertThat(RouteMatches.of(Map.of("match", matches))).containsExactly(Map.of());
        }
    }

    @Test
    void routesThatDifferByGatewayLabelsOrPathHaveAKeyEach() {
        List<Map<String, Object>> routes =
                List.of(
                        matching(Map.of("port", 9000)),
                        matching(Map.of("port", 9000, "gateways", List.of("mesh"))),
                        matching(Map.of("port", 9000, "sourceLabels", Map.of("app", "web"))),
                        matching(Map.of("port", 9000, "sourceLabels", Map.of("app", "batch"))),
                        matching(Map.of("port", 9000, "destinationSubnets", List.of("10.0.0.0/8"))),
                        matching(Map.of("port", 9000, "sourceNamespace", "shop")),
                        Map.of());
        RouteNames names =
                new RouteNames(
                        new ObservedObject("VirtualService", "bookinfo", "reviews", Map.of()),
                        Map.of("tcp", routes));
        assertThat(routes.stream().map(r -> names.key("tcp", r))).doesNotHaveDuplicates();
    }

    private static Map<String, Object> matching(Map<String, Object> match) {
        return Map.of("match", List.of(match));
    }
}
