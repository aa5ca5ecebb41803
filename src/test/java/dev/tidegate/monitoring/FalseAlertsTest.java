package dev.tidegate.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * How often chance alone raises an alert: releases of 5, 25, 50 and 100 % (5, 5, 5 and 10 minutes)
 * of services with 5, 20 and 80 requests a second, each of which fails with a probability that does
 * not depend on its version. The draws come from fixed seeds. What is measured is printed.
 */
@NeedsPromtool
class FalseAlertsTest {

    private static final int RELEASES = 60;
    private static final int[] PER_SECOND = {5, 20, 80};
    private static final int DEPLOYED = 30;
    private static final int STEP = 5;
    private static final int[] PERCENT = {5, 25, 50, 100, 100};
    private static final int END = DEPLOYED + STEP * PERCENT.length;

    @TempDir Path directory;

    private static Traffic releases(double stableErrors, double canaryErrors, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Traffic traffic = new Traffic(END);
        for (int release = 0; release < RELEASES; release++) {
            int requests = PER_SECOND[release % PER_SECOND.length] * Traffic.TICK_SECONDS;
            for (int tick = 0; tick < END * Traffic.TICKS_A_MINUTE; tick++) {
                int canary = drawn(random, requests, share(tick));
                add(traffic, random, release, "v1", tick, requests - canary, stableErrors);
                add(traffic, random, release, "v2", tick, canary, canaryErrors);
            }
        }
        return traffic;
    }

    private static double share(int tick) {
        int minute = tick / Traffic.TICKS_A_MINUTE - DEPLOYED;
        return minute < 0 ? 0 : PERCENT[minute / STEP] / 100.0;
    }

    private static void add(
            Traffic traffic,
            SplittableRandom random,
            int release,
            String version,
            int tick,
            int requests,
            double errors) {
        String service = "s" + release;
        int failed = drawn(random, requests, errors);
        traffic.requests(Traffic.answered(service, version, 200), tick, requests - failed);
        traffic.requests(Traffic.answered(service, version, 503), tick, failed);
    }

    /** A binomial draw. */
    private static int drawn(SplittableRandom random, int of, double probability) {
        return Math.toIntExact(random.doubles(of).filter(drawn -> drawn < probability).count());
    }

    /** The share of releases in which an alert blamed the version by each of these minutes. */
    private List<Double> alerted(Traffic traffic, String version, int... minutes) {
        String services =
                "count(count by (destination_service_name) (max_over_time(ALERTS{alertstate=\"firing\", tidegate=\"true\", destination_version=~\"%s\"}[2h])))"
                        .formatted(version);
        List<Promtool.Query> queries =
                IntStream.of(minutes).mapToObj(m -> new Promtool.Query(services, m * 60)).toList();
        return new Promtool(directory)
                .ask(traffic.values(), queries).stream()
                        .map(a -> a.isEmpty() ? 0.0 : a.getFirst().value() / RELEASES)
                        .toList();
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.005, 0.01, 0.02, 0.05})
    void lessThanOneReleaseInTenIsTouchedByChance(double errors) {
        double touched = alerted(releases(errors, errors, 7), "v1|v2", END).getFirst();
        System.out.printf("%.1f %% of errors: %.1f %% of releases%n", errors * 100, touched * 100);
        assertThat(touched).isLessThan(0.1);
    }

    @Test
    void badCanariesAreFoundAllTheSame() {
        List<Double> found =
                alerted(releases(0.005, 0.1, 7), "v2", DEPLOYED + STEP, DEPLOYED + 2 * STEP);
        System.out.printf("found at 5 %% and by 25 %%: %s%n", found);
        assertThat(found.getFirst()).isGreaterThan(0.8);
        assertThat(found.getLast()).isEqualTo(1);
    }
}
