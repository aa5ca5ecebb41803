package dev.tidegate.adapter.prometheus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidegate.controller.Schedulers;
import dev.tidegate.core.analysis.Observed;
import dev.tidegate.core.analysis.Observers;
import dev.tidegate.core.analysis.Tally;
import dev.tidegate.core.event.ServiceKey;
import dev.tidegate.core.event.ServiceReading;
import dev.tidegate.door.Access;
import dev.tidegate.sandbox.Net;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** A real Prometheus that scrapes a proxy each second, and writes or is asked. */
@NeedsPrometheus
class PrometheusIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Pattern RECIPE = Pattern.compile("(?s)```yaml\n(remote_write:.*?)```");

    @TempDir Path directory;

    private final int port = Net.freePort();
    private final WriteScene scene = new WriteScene(Access.OPEN, _ -> true, Clock.systemUTC());
    private Proxy proxy;
    private RealPrometheus prometheus;

    @BeforeEach
    void start() throws IOException {
        proxy = new Proxy(scene);
        prometheus = RealPrometheus.start(directory, port, configuration());
    }

    @AfterEach
    void stop() {
        prometheus.close();
        proxy.close();
    }

    /** With the recipe of the documentation, by several shards that are never in step. */
    private String configuration() throws IOException {
        Path token = Files.writeString(directory.resolve("token"), "secret");
        String page = Files.readString(Path.of("src", "docs", "sources-prometheus.md"));
        String recipe =
                RECIPE.matcher(page)
                        .results()
                        .map(found -> found.group(1))
                        .findFirst()
                        .orElseThrow()
                        .replace("tidegate.tidegate-system:8080", "127.0.0.1:" + proxy.port())
                        .replace("/var/run/secrets/tidegate/token", token.toString())
                        .replace(
                                "batch_send_deadline: 1s",
                                "batch_send_deadline: 1s, min_shards: 4, max_shards: 4");
        return """
        global: {scrape_interval: 1s, scrape_timeout: 1s, external_labels: {prometheus: p, prometheus_replica: a}}
        scrape_configs:
          - job_name: kubernetes-pods
            static_configs: [{targets: ["127.0.0.1:%d"], labels: {namespace: bookinfo, pod: productpage-1}}]
        """
                        .formatted(proxy.port())
                + recipe;
    }

    /** What the analysis makes of the readings: v1's and v2's part of each tick. */
    private List<List<Tally>> ticks() {
        Observers observers = Observers.NONE;
        List<List<Tally>> ticks = new ArrayList<>();
        for (ServiceReading told : scene.readings.told) {
            Observed observed = observers.observe(told.reading().reading());
            observers = observed.observers();
            if (observed instanceof Observed.Counted counted) {
                ticks.add(
                        List.of("v1", "v2").stream()
                                .map(v -> counted.interval().versions().get(v))
                                .map(counts -> counts == null ? Tally.NONE : counts.of("failures"))
                                .toList());
            }
        }
        return ticks;
    }

    /** Each of them is of whole scrapes, though their series came apart. */
    private void assertWhole() {
        assertThat(ticks())
                .isNotEmpty()
                .allSatisfy(
                        tick -> {
                            long scrapes = tick.getLast().bad();
                            assertThat(scrapes).isPositive();
                            assertThat(tick)
                                    .containsExactly(
                                            new Tally(90 * scrapes, 0),
                                            new Tally(10 * scrapes, scrapes));
                        });
    }

    private void awaitTicks(int count) {
        await("%d ticks".formatted(count)).atMost(PATIENCE).until(() -> ticks().size() >= count);
    }

    @Test
    void whatItWritesIsCountedWholeAlsoAfterTheProxyStartsAnew() {
        awaitTicks(5);
        proxy.restart();
        awaitTicks(ticks().size() + 5);
        assertWhole();
        assertThat(
                        scene.readings.told.stream()
                                .map(told -> told.reading().reading().observer())
                                .distinct())
                .hasSize(2)
                .allMatch(name -> name.startsWith("bookinfo/productpage-1 since "));
    }

    @Test
    void whatItIsAskedIsCountedWholeAndItsAbsenceIsTold() {
        // Given
        scene.write.lead(false);
        var scheduler = Schedulers.of(Clock.systemUTC());
        var settings =
                new PrometheusSettings(
                        URI.create("http://127.0.0.1:" + port),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty());
        var poll =
                new PrometheusPoll(
                        new PrometheusServer(settings, scheduler.timers()),
                        Duration.ofSeconds(2),
                        () -> Set.of(new ServiceKey("bookinfo", "reviews")),
                        scene.readings,
                        new LeftOutLog("prometheus", scene.registry, Clock.systemUTC()),
                        scheduler);
        // When
        poll.lead(true);
        awaitTicks(5);
        // Then
        assertWhole();
        assertThat(poll.trouble()).isEmpty();
        prometheus.close();
        await("its absence").atMost(PATIENCE).until(() -> poll.trouble().isPresent());
        assertThat(poll.trouble().orElse(""))
                .isEqualTo(
                        "Prometheus cannot be asked at http://127.0.0.1:%d: the connection is refused"
                                .formatted(port));
        poll.lead(false);
        assertThat(poll.trouble()).isEmpty();
    }
}
