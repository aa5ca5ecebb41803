package dev.tidegate.adapter.istio;

import static dev.tidegate.adapter.istio.RouteScene.PLAN;
import static dev.tidegate.adapter.istio.RouteScene.rollingBack;
import static dev.tidegate.core.rollout.Scenes.REVIEWS;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.adapter.cluster.ApiObject;
import dev.tidegate.controller.Result;
import dev.tidegate.controller.SilentTelemetry;
import dev.tidegate.core.route.istio.ClusterDomain;
import dev.tidegate.simulation.api.ApiServer;
import dev.tidegate.simulation.api.SimCluster;
import dev.tidegate.simulation.api.Weather;
import dev.tidegate.simulation.kernel.Choices;
import dev.tidegate.simulation.kernel.Kernel;
import dev.tidegate.simulation.kernel.Life;
import dev.tidegate.simulation.scene.RouteView;
import dev.tidegate.simulation.scene.SimService;
import dev.tidegate.simulation.scene.Trees;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A route that gets another name while the watch lags, so that only its end is known yet. */
class RenamedRouteTest {

    private static final SimService SERVICE =
            new SimService(REVIEWS, true, "bookinfo", true, false, Map.of());

    private final Kernel kernel = new Kernel(Choices.seeded(1));
    private final ApiServer server = new ApiServer(kernel);
    private final Life life = kernel.begin("a", () -> 0, failure -> {});
    private final Weather weather = new Weather(kernel);
    private final IstioRouteGateway gateway =
            new IstioRouteGateway(
                    new SimCluster(kernel, life, server, weather, change -> {}),
                    new SilentTelemetry(),
                    ClusterDomain.LOCAL);
    private @Nullable Result<Integer> result;

    private void pass(Duration time) {
        long until = kernel.micros() + time.toMillis() * 1_000;
        kernel.later(time, () -> {});
        while (kernel.micros() < until && kernel.step()) {
            assertThat(kernel.steps()).isLessThan(100_000);
        }
    }

    private ApiObject carrying(String name, int v2) {
        Map<String, Object> tree = Trees.copy(SERVICE.virtualService().tree());
        List<Object> route = List.of(to("v1", 100 - v2), to("v2", v2));
        RouteView.primary(new ApiObject(tree)).put("route", route);
        return new ApiObject(tree).withMetadata("name", name);
    }

    private static Map<String, Object> to(String subset, int weight) {
        return Trees.map(
                "destination",
                Trees.map("host", SERVICE.host(subset), "subset", subset),
                "weight",
                weight);
    }

    private boolean missing() {
        return !gateway.look(REVIEWS, PLAN, Optional.empty()).problems().isEmpty();
    }

    @Test
    void rollbackTakesTheCanarysWeightFromARouteThatWasRenamedJustNow() {
        server.create("people", "VirtualService", carrying("reviews", 25));
        server.create("people", "DestinationRule", SERVICE.destinationRule());
        pass(Duration.ofSeconds(1));
        server.delete("people", "VirtualService", "bookinfo", "reviews", "");
        pass(Duration.ofSeconds(1));
        assertThat(missing()).isTrue();
        weather.stale(Duration.ofMinutes(10), Duration.ofMinutes(10));
        server.create("people", "VirtualService", carrying("reviews-old", 25));
        life.spawn(() -> result = gateway.apply(rollingBack(PLAN, 4), writer -> true));
        pass(Duration.ofSeconds(1));
        assertThat(result).isEqualTo(new Result.Done<>(1));
        ApiObject renamed = server.get("VirtualService", "bookinfo", "reviews-old").orElseThrow();
        assertThat(RouteView.share(RouteView.weights(SERVICE, renamed), "v2")).isZero();
    }

    @Test
    void rollbackIsNotDoneWhileNobodyKnowsWhichRoutesThereAre() {
        server.create("people", "DestinationRule", SERVICE.destinationRule());
        pass(Duration.ofSeconds(1));
        weather.faults(Weather.Fault.BROKEN, 1, Duration.ofMinutes(10));
        life.spawn(() -> result = gateway.apply(rollingBack(PLAN, 4), writer -> true));
        pass(Duration.ofSeconds(1));
        assertThat(result).isInstanceOf(Result.Unreachable.class);
    }
}
