package dev.tidegate.adapter.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.core.analysis.Counts;
import dev.tidegate.core.analysis.Interval;
import dev.tidegate.core.analysis.Observed;
import dev.tidegate.core.analysis.Observers;
import dev.tidegate.core.analysis.Reading;
import dev.tidegate.core.analysis.Tally;
import dev.tidegate.core.event.ServiceReading;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Scrapes every five seconds, whose parts come when they like. */
class JointsTest {

    private static final Instant START = Instant.parse("2026-01-31T12:00:00Z");
    private static final Map<String, String> V1 = Push.requests("web-0", "v1", "200");
    private static final Map<String, String> V2 = Push.requests("web-0", "v2", "200");
    private static final Map<String, String> V2_FAILED = Push.requests("web-0", "v2", "503");

    private final Joints joints = new Joints("remote-write", Duration.ofSeconds(6), 1_000);
    private final List<Reading> readings = new ArrayList<>();
    private Optional<LeftOut> last = Optional.empty();

    private static Instant at(int seconds) {
        return START.plusSeconds(seconds);
    }

    /** A sample of a scrape comes at its time. */
    private void sample(Map<String, String> labels, int scrape, int now, double value) {
        Series series = ((Read.Counted) SeriesReader.read(labels)).series();
        last = joints.take(series, new Point(at(scrape).toEpochMilli(), value), at(now));
    }

    private void pushed(int now) {
        joints.ready(at(now)).stream().map(r -> r.reading().reading()).forEach(readings::add);
    }

    /** What the analysis makes of the readings: the ticks of v1 and v2. */
    private List<Map<String, Tally>> ticks() {
        Observers observers = Observers.NONE;
        List<Map<String, Tally>> ticks = new ArrayList<>();
        for (Reading reading : readings) {
            Observed observed = observers.observe(reading);
            observers = observed.observers();
            if (observed instanceof Observed.Counted(var _, Interval interval)) {
                ticks.add(
                        Map.of(
                                "v1", tally(interval, "v1"),
                                "v2", tally(interval, "v2")));
            }
        }
        return ticks;
    }

    private static Tally tally(Interval interval, String version) {
        return interval.versions().getOrDefault(version, Counts.NONE).of("failures");
    }

    private static Map<String, Tally> tick(long n1, long n2, long bad2) {
        return Map.of("v1", new Tally(n1, 0), "v2", new Tally(n2, bad2));
    }

    /** Two scrapes, the first of which is the base. */
    private void begun() {
        sample(V1, 0, 0, 1_000);
        sample(V2, 0, 0, 100);
        pushed(0);
        sample(V1, 6, 6, 1_090);
        sample(V2, 6, 6, 110);
        pushed(6);
        assertThat(ticks()).containsExactly(tick(90, 10, 0));
    }

    @Test
    void firstScrapeIsTheBaseAndEachLaterOneATick() {
        begun();
        assertThat(readings.getFirst().observer())
                .isEqualTo("bookinfo/web-0 since 2026-01-31T12:00:00Z");
        assertThat(readings.getLast().at()).isEqualTo(at(6));
    }

    @Test
    void scrapeSplitOverPushesIsOneReading() {
        begun();
        sample(V1, 11, 11, 1_180);
        pushed(11);
        assertThat(ticks()).hasSize(1);
        sample(V2, 11, 14, 120);
        pushed(14);
        assertThat(ticks()).containsExactly(tick(90, 10, 0), tick(90, 10, 0));
    }

    @Test
    void shardsThatAreNeverInStepAreJoinedAllTheSame() {
        begun();
        for (int t = 11; t <= 20; t++) {
            sample(V1, t, t, 1_090 + 10 * (t - 10));
            pushed(t);
            if (t >= 13) {
                sample(V2, t - 2, t, 110 + (t - 12));
                pushed(t);
            }
        }
        assertThat(ticks()).hasSize(9).endsWith(tick(10, 1, 0));
    }

    @Test
    void seriesThatAppearsLaterCountsFromZero() {
        begun();
        sample(V1, 11, 11, 1_180);
        sample(V2, 11, 11, 115);
        sample(V2_FAILED, 11, 11, 5);
        pushed(11);
        assertThat(ticks()).endsWith(tick(90, 10, 5));
    }

    @Test
    void newSeriesOfASlowShardIsLateOnceAndThenWaitedFor() {
        begun();
        sample(V1, 11, 11, 1_180);
        sample(V2, 11, 11, 115);
        pushed(11);
        sample(V2_FAILED, 11, 12, 5);
        assertThat(last).contains(LeftOut.LATE);
        sample(V1, 16, 16, 1_270);
        sample(V2, 16, 16, 120);
        pushed(16);
        assertThat(ticks()).hasSize(2);
        sample(V2_FAILED, 16, 17, 9);
        pushed(17);
        assertThat(ticks()).endsWith(tick(90, 14, 9));
    }

    @Test
    void slowShardOfTheFirstScrapeBelongsToTheBase() {
        sample(V1, 0, 0, 1_000);
        pushed(0);
        sample(V2, 0, 4, 100);
        pushed(4);
        sample(V1, 6, 6, 1_090);
        pushed(6);
        sample(V2, 6, 9, 110);
        pushed(9);
        assertThat(ticks()).containsExactly(tick(90, 10, 0));
    }

    @Test
    void samplesSentAgainAndOutOfOrderCountOnce() {
        begun();
        sample(V2, 6, 7, 110);
        sample(V1, 0, 7, 1_000);
        assertThat(last).contains(LeftOut.LATE);
        sample(V1, 11, 11, 1_180);
        sample(V1, 11, 11, 1_180);
        sample(V2, 11, 11, 120);
        pushed(11);
        assertThat(ticks()).containsExactly(tick(90, 10, 0), tick(90, 10, 0));
    }

    @Test
    void restartedProxyIsAnotherObserver() {
        begun();
        sample(V1, 11, 11, 20);
        sample(V2, 11, 11, 2_000);
        pushed(11);
        sample(V1, 16, 16, 110);
        sample(V2, 16, 16, 2_010);
        pushed(16);
        assertThat(ticks()).containsExactly(tick(90, 10, 0), tick(90, 10, 0));
        assertThat(readings.getLast().observer()).endsWith("since 2026-01-31T12:00:11Z");
    }

    @Test
    void endedSeriesIsNotWaitedForAndKeepsItsCount() {
        begun();
        sample(V1, 11, 11, 1_180);
        sample(V2, 11, 11, Double.longBitsToDouble(0x7ff0000000000002L));
        pushed(11);
        sample(V1, 16, 16, 1_270);
        pushed(16);
        assertThat(ticks()).containsExactly(tick(90, 10, 0), tick(90, 0, 0), tick(90, 0, 0));
    }

    @Test
    void whatNeverBecomesWholeIsTakenAfterAWhile() {
        begun();
        sample(V1, 11, 11, 1_180);
        pushed(16);
        assertThat(ticks()).hasSize(1);
        pushed(17);
        assertThat(ticks()).endsWith(tick(90, 0, 0));
    }

    @Test
    void otherReplicaIsLeftOutUntilTheFirstIsSilent() {
        begun();
        Map<String, String> other = Push.with(V1, "prometheus_replica", "b");
        sample(other, 8, 8, 1_100);
        assertThat(last).contains(LeftOut.COPY);
        sample(other, 36, 36, 1_500);
        assertThat(last).isEmpty();
        pushed(42);
        // a base of its own
        assertThat(ticks()).hasSize(1);
        assertThat(readings.getLast().observer()).endsWith("since 2026-01-31T12:00:36Z");
    }

    @Test
    void podScrapedAtTwoPortsCountsOnce() {
        begun();
        sample(Push.with(V1, "instance", "10.0.0.7:15090"), 8, 8, 1_100);
        assertThat(last).contains(LeftOut.COPY);
    }

    @Test
    void clockThatWasSetBackBeginsAnewAfterAMinute() {
        begun();
        sample(V1, -600, 30, 1_200);
        assertThat(last).contains(LeftOut.LATE);
        sample(V1, -570, 66, 1_210);
        assertThat(last).isEmpty();
    }

    @Test
    void whatIsNoCountIsLeftOut() {
        for (double value : new double[] {-1, Double.POSITIVE_INFINITY, 1e17}) {
            sample(V1, 0, 0, value);
            assertThat(last).contains(LeftOut.NO_COUNT);
        }
    }

    @Test
    void slowRequestsAreThoseOutsideTheBucket() {
        sample(V1, 0, 0, 100);
        sample(Push.bucket("web-0", "v1", "25"), 0, 0, 70);
        sample(
                Push.labels("istio_request_duration_milliseconds_count", "web-0", "v1", "200"),
                0,
                0,
                98);
        List<ServiceReading> ready = joints.ready(at(6));
        Counts counts =
                ready.getFirst().reading().reading().versions().getOrDefault("v1", Counts.NONE);
        assertThat(counts.of("slower-than-25")).isEqualTo(new Tally(100, 28));
        assertThat(counts.of("failures")).isEqualTo(new Tally(100, 0));
    }

    @Test
    void tenThousandSeriesAtOnceAreTakenAndMoreAreNot() {
        Joints large = new Joints("remote-write", Duration.ofSeconds(6), 10_000);
        for (int i = 0; i < 10_050; i++) {
            Map<String, String> labels = Push.requests("web-" + i / 10, "v1", "2" + (10 + i % 10));
            Series series = ((Read.Counted) SeriesReader.read(labels)).series();
            last = large.take(series, new Point(at(0).toEpochMilli(), i), at(0));
            assertThat(last.isPresent()).isEqualTo(i >= 10_000);
        }
        assertThat(last).contains(LeftOut.TOO_MANY);
        assertThat(large.ready(at(6))).hasSize(1_000);
        // and a later scrape of those that are known is taken
        Series known =
                ((Read.Counted) SeriesReader.read(Push.requests("web-1", "v1", "210"))).series();
        assertThat(large.take(known, new Point(at(7).toEpochMilli(), 20), at(7))).isEmpty();
        assertThat(large.ready(at(20))).hasSize(1);
        assertThat(large.ready(at(800))).isEmpty();
        assertThat(large.size()).isZero();
    }
}
