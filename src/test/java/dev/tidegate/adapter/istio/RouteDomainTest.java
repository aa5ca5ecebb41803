package dev.tidegate.adapter.istio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidegate.controller.Result;
import dev.tidegate.controller.SilentTelemetry;
import dev.tidegate.core.route.istio.ClusterDomain;

import org.junit.jupiter.api.Test;

import java.util.Optional;

/** A cluster whose DNS domain is another one than usual. */
class RouteDomainTest extends RouteScene {

    private static final String FULL = "host: reviews.bookinfo.svc.k8s.lab";

    private static final String RULE =
            """
            kind: DestinationRule
            metadata: {name: %s, namespace: bookinfo}
            spec:
              %s
              subsets:
              - {name: %3$s, labels: {version: %3$s}}
            """;

    @Test
    void shortAndFullNameAreOneHostInTheDomainThatIsSet() {
        // Given a route with the full name, and the canary's subset in a second rule with it
        apply(ROUTE.formatted(100).replace("host: reviews", FULL));
        apply(RULE.formatted("reviews", "host: reviews", "v1"));
        apply(RULE.formatted("more", FULL, "v2"));
        IstioRouteGateway lab =
                new IstioRouteGateway(cluster, new SilentTelemetry(), new ClusterDomain("k8s.lab"));
        await().until(
                        () ->
                                lab.look(REVIEWS, PLAN, Optional.empty())
                                        .stable()
                                        .equals(Optional.of(V1)));
        // When it is moved, Then the second rule is found by its host, and the route is written
        await().until(
                        () -> lab.apply(progressing(3, 2_500), _ -> true),
                        new Result.Done<>(1)::equals);
        assertThat(primary().at("/route/1/destination/host").asText())
                .isEqualTo("reviews.bookinfo.svc.k8s.lab");
        lab.stop();
    }

    @Test
    void routeOfAnotherDomainThanTheOneThatIsSetSaysWhichThatIs() {
        apply(ROUTE.formatted(100).replace("host: reviews", FULL));
        await().until(() -> !gateway.look(REVIEWS, PLAN, Optional.empty()).problems().isEmpty());
        assertThat(gateway.look(REVIEWS, PLAN, Optional.empty()).problems())
                .singleElement()
                .asString()
                .contains("taken to be cluster.local", "tidegate.cluster-domain");
    }
}
