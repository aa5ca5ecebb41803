package dev.tidegate.adapter.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.core.analysis.Metric;
import dev.tidegate.core.analysis.Observed;
import dev.tidegate.core.analysis.Observers;
import dev.tidegate.core.analysis.Reading;
import dev.tidegate.core.analysis.Tally;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

class ReadingTicksTest {

    private static final Logged GOOD = Logged.to("v1");
    private static final Logged BAD = Logged.to("v2").with("response_code", "500");

    private final Receiving receiving = new Receiving();

    @Test
    void aSecondsRequestsAreOneReadingAfterTheBase() {
        // Given
        receiving.take(3, GOOD);
        receiving.take(2, BAD);
        // When
        List<Reading> told = receiving.after(1_000);
        // Then the base is from before the first request, and holds nothing
        assertThat(told).hasSize(2);
        Reading base = told.getFirst();
        assertThat(base.at()).isEqualTo(Receiving.START.minusSeconds(1));
        assertThat(Receiving.failures(base, "v1")).isEqualTo(new Tally(0, 0));
        assertThat(Receiving.failures(base, "v2")).isEqualTo(new Tally(0, 0));
        // and the reading is whole
        Reading reading = told.getLast();
        assertThat(Receiving.failures(reading, "v1")).isEqualTo(new Tally(3, 0));
        assertThat(Receiving.failures(reading, "v2")).isEqualTo(new Tally(2, 2));
        assertThat(receiving.told)
                .allSatisfy(
                        each -> {
                            assertThat(each.service()).isEqualTo(Receiving.REVIEWS);
                            assertThat(each.reading().source()).isEqualTo("envoy-als");
                            assertThat(each.reading().route()).contains("primary");
                            assertThat(each.reading().reading().observer())
                                    .isEqualTo("productpage-v1-abcde by r1");
                        });
    }

    @Test
    void whoWatchesFromTheFirstReadingOnLosesNothing() {
        // Given what an observer has told in three seconds
        Observers observers = Observers.NONE;
        long failures = 0;
        long requests = 0;
        for (int second = 0; second < 3; second++) {
            receiving.take(5, GOOD);
            receiving.take(1 + second, BAD);
            for (Reading reading : receiving.after(1_000)) {
                Observed observed = observers.observe(reading);
                observers = observed.observers();
                if (observed instanceof Observed.Counted counted) {
                    // Then no interval is without the requests that were under way before it
                    failures += counted.interval().counts("v2").of("failures").bad();
                    requests += counted.interval().counts("v1").of("failures").requests();
                }
            }
        }
        assertThat(failures).isEqualTo(6);
        assertThat(requests).isEqualTo(15);
    }

    @Test
    void nothingNewIsNotToldAgain() {
        receiving.take(1, GOOD);
        assertThat(receiving.after(1_000)).hasSize(2);
        assertThat(receiving.after(1_000)).isEmpty();
        receiving.take(1, GOOD);
        assertThat(receiving.after(1_000))
                .singleElement()
                .satisfies(
                        reading -> {
                            assertThat(reading.at()).isEqualTo(Receiving.START.plusSeconds(2));
                            assertThat(Receiving.failures(reading, "v1"))
                                    .isEqualTo(new Tally(2, 0));
                        });
    }

    @Test
    void whileKafkaIsAwayCountingGoesOnAndTheNextReadingMendsIt() {
        // Given
        receiving.away = true;
        receiving.take(4, GOOD);
        assertThat(receiving.after(1_000)).isEmpty();
        receiving.take(4, GOOD);
        assertThat(receiving.after(1_000)).isEmpty();
        // When it is back, with nothing new
        receiving.away = false;
        // Then
        assertThat(receiving.after(1_000))
                .extracting(reading -> Receiving.failures(reading, "v1"))
                .containsExactly(new Tally(0, 0), new Tally(8, 0));
    }

    @Test
    void proxiesAndRoutesAreCountedApart() {
        receiving.take(1, GOOD);
        receiving.take(1, GOOD.with("pod", "other"));
        receiving.take(1, GOOD.with("route_name", "-"));
        assertThat(receiving.after(1_000)).hasSize(6);
        assertThat(receiving.told)
                .extracting(
                        each ->
                                each.reading().reading().observer()
                                        + " "
                                        + each.reading().route().orElse("none"))
                .contains(
                        "productpage-v1-abcde by r1 primary",
                        "other by r1 primary",
                        "productpage-v1-abcde by r1 none");
    }

    @ParameterizedTest
    @CsvSource({"25, 0", "26, 1", "250, 3", "251, 4", "2500, 6", "2501, 7", "60000, 7"})
    void aRequestIsSlowerThanTheBoundariesBelowItsTime(String millis, int boundaries) {
        receiving.take(1, GOOD.with("duration", millis));
        Reading reading = receiving.after(1_000).getLast();
        assertThat(
                        Stream.of(25, 50, 100, 250, 500, 1_000, 2_500)
                                .filter(at -> Receiving.slower(reading, "v1", at).bad() == 1))
                .hasSize(boundaries);
    }

    @Test
    void allThatTheStandardMetricsLookAtIsCounted() {
        receiving.take(1, GOOD);
        assertThat(Receiving.counts(receiving.after(1_000).getLast(), "v1").byMeasure().keySet())
                .containsExactlyInAnyOrderElementsOf(
                        Stream.concat(
                                        Metric.ERRORS.measures().stream(),
                                        Metric.LATENCY.measures().stream())
                                .map(measure -> measure.name())
                                .toList());
    }

    @Test
    void aProxyThatWasSilentIsForgottenAndBeginsAnew() {
        // Given
        receiving.take(7, GOOD);
        assertThat(receiving.after(1_000)).hasSize(2);
        // When it is silent for long
        receiving.now = receiving.now.plus(Duration.ofMinutes(16));
        for (int i = 0; i < 60; i++) {
            assertThat(receiving.after(1_000)).isEmpty();
        }
        assertThat(receiving.counters.size()).isZero();
        // Then it begins at 0, with a base
        receiving.take(2, GOOD);
        assertThat(receiving.after(1_000))
                .extracting(reading -> Receiving.failures(reading, "v1"))
                .containsExactly(new Tally(0, 0), new Tally(2, 0));
    }

    @Test
    void anOldVersionIsForgottenThoughTheProxyIsNot() {
        receiving.take(1, GOOD);
        assertThat(receiving.after(1_000)).hasSize(2);
        for (int minute = 0; minute < 20; minute++) {
            receiving.take(1, BAD);
            assertThat(receiving.after(60_000)).hasSize(1);
        }
        receiving.ticks.close();
        receiving.counters.forget(receiving.now);
        receiving.take(1, BAD);
        assertThat(receiving.after(1_000).getLast().versions()).containsOnlyKeys("v2");
    }
}
