package dev.tidegate.simulation.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.adapter.cluster.ApiObject;
import dev.tidegate.adapter.cluster.Kind;
import dev.tidegate.adapter.cluster.Need;
import dev.tidegate.adapter.cluster.Watcher;
import dev.tidegate.controller.Result;
import dev.tidegate.simulation.kernel.Choices;
import dev.tidegate.simulation.kernel.Kernel;
import dev.tidegate.simulation.kernel.Life;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The API server as a process reaches it, at its worst. */
class SimClusterTest {

    private static final Kind KIND = new Kind("tidegate.dev", "v1alpha1", "Rollout", "rollouts");

    private final Kernel kernel = new Kernel(Choices.seeded(1));
    private final ApiServer server = new ApiServer(kernel);
    private final Weather weather = new Weather(kernel, true);
    private final List<Throwable> failures = new ArrayList<>();
    private final Life life = kernel.begin("tide-a", () -> 0, failures::add);
    private final SimCluster cluster = new SimCluster(kernel, life, server, weather, _ -> {});
    private final List<Result<?>> results = new ArrayList<>();

    private static ApiObject object(String name) {
        return ApiObject.of(KIND, "shop", name, "", "").with("spec", Map.of("version", "v1"));
    }

    private void run() {
        while (kernel.step()) {
            assertThat(kernel.steps()).isLessThan(10_000);
        }
        assertThat(failures).isEmpty();
    }

    private void create() {
        life.spawn(() -> results.add(cluster.create(KIND, object("cart-1"))));
    }

    @Test
    void writeThatWasSentLandsAfterItsProcessHasCrashed() {
        weather.nextWrite().crash(Duration.ofSeconds(20), life::crash);
        create();
        run();
        assertThat(results).isEmpty();
        assertThat(server.get("Rollout", "shop", "cart-1")).isPresent();
        assertThat(kernel.micros()).isGreaterThanOrEqualTo(20_000_000);
    }

    @Test
    void writeThatIsGivenUpLandsLater() {
        weather.faults(Weather.Fault.LATE_REQUEST, 1, Duration.ofSeconds(1));
        create();
        run();
        assertThat(results).singleElement().isInstanceOf(Result.Unreachable.class);
        assertThat(server.get("Rollout", "shop", "cart-1")).isPresent();
    }

    @Test
    void processSleepsBeforeItsWrite() {
        weather.nextWrite().stop(life, Duration.ofSeconds(30));
        create();
        run();
        assertThat(results).singleElement().isInstanceOf(Result.Done.class);
        assertThat(kernel.micros()).isGreaterThan(30_000_000);
    }

    @Test
    void updateWithoutAVersionIsRefused() {
        server.create("people", "Rollout", object("cart-1"));
        life.spawn(() -> results.add(cluster.update(KIND, object("cart-1"))));
        run();
        assertThat(results).singleElement().isInstanceOf(Result.Rejected.class);
    }

    @Test
    void refusalsEndWithTheirTime() {
        server.refusals().begin("Rollout", Refusals.Reason.INVALID, Duration.ofSeconds(5));
        create();
        kernel.later(Duration.ofSeconds(6), this::create);
        run();
        assertThat(results).hasSize(2);
        assertThat(results.get(0)).isInstanceOf(Result.Rejected.class);
        assertThat(results.get(1)).isInstanceOf(Result.Done.class);
    }

    @Test
    void oldListIsFollowedByWhatWasWrittenSince() {
        List<String> seen = new ArrayList<>();
        weather.old(Duration.ofMinutes(1), Duration.ofMinutes(10));
        kernel.later(
                Duration.ofMinutes(2), () -> server.create("people", "Rollout", object("cart-1")));
        kernel.later(
                Duration.ofMinutes(2),
                () ->
                        cluster.watch(
                                KIND,
                                Need.REQUIRED,
                                new Watcher(
                                        o -> seen.add(o.name()), o -> seen.add("no " + o.name()))));
        kernel.later(
                Duration.ofMinutes(3),
                () -> server.delete("people", "Rollout", "shop", "cart-1", ""));
        run();
        assertThat(seen).containsExactly("cart-1", "no cart-1");
    }
}
