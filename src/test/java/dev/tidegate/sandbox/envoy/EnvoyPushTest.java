package dev.tidegate.sandbox.envoy;

import static dev.tidegate.sandbox.envoy.Objects.route;
import static dev.tidegate.sandbox.envoy.Objects.rule;
import static dev.tidegate.sandbox.envoy.Objects.split;
import static dev.tidegate.sandbox.envoy.Objects.to;
import static dev.tidegate.sandbox.envoy.Objects.virtualService;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

/** When and in which order a real Envoy gets what istiod pushes. */
@NeedsEnvoy
class EnvoyPushTest {

    /** Routes come so long after the clusters that calls fall between them. */
    private static final Istiod SLOW =
            new Istiod(
                    Duration.ofMillis(20),
                    Duration.ofSeconds(10),
                    Duration.ofMillis(500),
                    Duration.ofSeconds(1));

    /** All that is seen within a second is one push. */
    private static final Istiod CALM =
            new Istiod(
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(10),
                    Duration.ofMillis(1),
                    Duration.ofSeconds(1));

    private static final String ONLY_V1 =
            rule("").replace(", {name: v2, labels: {version: v2}}", "");

    @TempDir private Path directory;

    private Street open(Istiod istiod) {
        Street street = new Street(directory, istiod);
        street.pod("reviews", "v1", "v1", request -> request.response().end("v1"));
        street.pod("reviews", "v2", "v2", request -> request.response().end("v2"));
        return street;
    }

    @Test
    void changesWithinTheQuietTimeAreOnePush() {
        try (Street street = open(CALM)) {
            street.show(route(to("v1")));
            long before = street.pushesOfRoutes();
            // When the weights change three times in a row
            for (int weight : new int[] {5, 25, 50}) {
                street.see(route(split(100 - weight, weight)));
            }
            street.mesh.awaitPushed();
            // Then only the last ones were ever in force
            assertThat(street.pushesOfRoutes() - before).isEqualTo(1);
            street.get("/", Map.of());
            assertThat(street.logged(1).split()).isEqualTo(Map.of("v1", 50.0, "v2", 50.0));
        }
    }

    @Test
    void whatDoesNotChangeIsNotPushed() {
        try (Street street = open(Street.QUICK)) {
            street.show(route(to("v1")));
            long before = street.pushesOfRoutes();
            street.show(route(to("v1")));
            assertThat(street.pushesOfRoutes()).isEqualTo(before);
        }
    }

    @Test
    void aSubsetThatGoesTogetherWithItsWeightIsMissedUntilTheRoutesCome() {
        try (Street street = open(SLOW)) {
            street.show(route(split(50, 50)));
            assertThat(missedWhile(street, () -> street.show(virtualServiceOfV1() + ONLY_V1)))
                    .isPositive();
        }
    }

    @Test
    void aSubsetThatGoesAfterItsWeightIsMissedByNobody() {
        try (Street street = open(SLOW)) {
            street.show(route(split(50, 50)));
            assertThat(
                            missedWhile(
                                    street,
                                    () -> {
                                        street.show(virtualServiceOfV1() + rule(""));
                                        street.show(virtualServiceOfV1() + ONLY_V1);
                                    }))
                    .isZero();
        }
    }

    private static String virtualServiceOfV1() {
        return virtualService("http: [{name: primary, %s}]".formatted(to("v1")));
    }

    /** How many of the calls that one caller makes meanwhile are answered with NC. */
    private long missedWhile(Street street, Runnable change) {
        int before = street.seen();
        AtomicBoolean changing = new AtomicBoolean(true);
        CompletableFuture<Integer> sent =
                CompletableFuture.supplyAsync(() -> send(street, changing));
        try {
            change.run();
        } finally {
            changing.set(false);
        }
        street.logged(before + sent.join());
        assertThat(street.mesh.refused()).isEmpty();
        return street.log.stream().skip(before).filter(a -> a.flags().equals("NC")).count();
    }

    private int send(Street street, AtomicBoolean going) {
        int sent = 0;
        do {
            street.get("/", Map.of());
            sent++;
        } while (going.get());
        return sent;
    }

    @Test
    void whatEnvoyRefusesStaysRefusedWhenItIsSeenAgain() {
        try (Street street = open(Street.QUICK)) {
            street.show(route(to("v2")));
            String bad = route("match: [{uri: {regex: '('}}], " + to("v1"));
            street.show(bad);
            assertThat(street.mesh.refused()).isPresent();
            // When something else changes, and the same routes are seen once more
            street.show(bad, Street.SERVICES.replace("app: ratings", "app: other"));
            // Then they are still not in force, and nobody is told that they are
            assertThat(street.mesh.refused())
                    .hasValueSatisfying(why -> assertThat(why).contains("missing )"));
            assertThat(street.told).hasSize(1);
            assertThat(street.send(5)).isEqualTo(Map.of("v2", 5));
        }
    }

    @Test
    void whatEnvoyRefusesAtFirstIsToldAsWell() {
        try (Street street = open(Street.QUICK)) {
            street.show(route("match: [{uri: {regex: '('}}], " + to("v1")));
            assertThat(street.mesh.refused())
                    .hasValueSatisfying(why -> assertThat(why).contains("missing )"));
            street.show(route(to("v1")));
            assertThat(street.mesh.refused()).isEmpty();
            assertThat(street.send(5)).isEqualTo(Map.of("v1", 5));
        }
    }
}
