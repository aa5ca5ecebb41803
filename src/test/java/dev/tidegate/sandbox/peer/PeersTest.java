package dev.tidegate.sandbox.peer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.cli.evidence.Ramp;
import dev.tidegate.cli.traffic.Behaviour;
import dev.tidegate.cli.traffic.Scenario;
import dev.tidegate.cli.traffic.Seen;
import dev.tidegate.cli.traffic.SimulatedTraffic;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** Releases whose course follows from the tool's documentation by counting minutes. */
class PeersTest {

    private static Ramp.Course course(Tool tool, double requests, double canary, double stable) {
        return tool.run(
                Scenario.of(requests, Behaviour.failing(canary), Behaviour.failing(stable)), 3);
    }

    private static void assertPromotedAfter(Ramp.Course course, int seconds) {
        assertThat(course.end()).isEqualTo(Ramp.End.PROMOTED);
        assertThat(course.seconds()).isEqualTo(seconds);
    }

    private static void assertRolledBackAfter(Ramp.Course course, int seconds) {
        assertThat(course.end()).isEqualTo(Ramp.End.ROLLED_BACK);
        assertThat(course.seconds()).isEqualTo(seconds);
    }

    @Test
    void flaggerAdvancesEachMinuteAndPromotesAfterTheLargestWeight() {
        // 5 to 50 % are ten checks, 10 to 50 % are five
        assertPromotedAfter(course(Tool.FLAGGER, 20, 0, 0), 600);
        assertPromotedAfter(course(Tool.FLAGGER_TUTORIAL, 20, 0, 0), 300);
    }

    @Test
    void flaggerRollsBackWithTheCheckAfterItsThreshold() {
        assertRolledBackAfter(course(Tool.FLAGGER, 20, .5, 0), 660);
        assertRolledBackAfter(course(Tool.FLAGGER_TUTORIAL, 20, .5, 0), 360);
        assertRolledBackAfter(course(Tool.FLAGGER_DEFAULT, 20, .5, 0), 120);
    }

    @Test
    void flaggerFailsACheckWithoutRequests() {
        assertRolledBackAfter(course(Tool.FLAGGER_TUTORIAL, 1e-9, 0, 0), 360);
    }

    @Test
    void argoPromotesAfterItsStepsWhenMeasurementsSucceed() {
        assertPromotedAfter(course(Tool.ARGO_BACKGROUND, 20, .001, 0), 2_400);
        assertPromotedAfter(course(Tool.ARGO_STEP, 20, .001, 0), 541);
    }

    @Test
    void argoAbortsWithTheFirstMeasurementBeyondItsLimit() {
        // nothing is known at 0; 5, 10, 15 and 20 minutes fail, three of which may
        assertRolledBackAfter(course(Tool.ARGO_BACKGROUND, 100, .5, 0), 1_200);
        assertRolledBackAfter(course(Tool.ARGO_STEP, 100, .5, 0), 300);
    }

    @Test
    void argoAbortsAfterFiveMeasurementsWithoutASeries() {
        // at 0, 5, 10, 15 and 20 minutes; of a canary that never answers there is no numerator
        assertRolledBackAfter(course(Tool.ARGO_BACKGROUND, 100, 1, 0), 1_200);
    }

    @Test
    void kayentaNeedsItsPointsFirst() {
        assertRolledBackAfter(course(Tool.KAYENTA, 100, .5, .001), 3_000);
        assertRolledBackAfter(course(Tool.KAYENTA_OFTEN, 100, .5, .001), 600);
        assertPromotedAfter(course(Tool.KAYENTA, 20, 0, 0), 3_000);
    }

    @Test
    void kayentaCallsPointsHighThatLieAbove() {
        double[] usual = {1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2};
        double[] high = Arrays.stream(usual).map(point -> point + 5).toArray();
        assertThat(Kayenta.high(high, usual)).isTrue();
        assertThat(Kayenta.high(usual, high)).isFalse();
        assertThat(Kayenta.high(usual, usual)).isFalse();
        assertThat(Kayenta.high(new double[] {0, 0, 0}, new double[] {0, 0, 0})).isFalse();
        // a minute with failures among many without is no shift of all
        double[] none = new double[50];
        double[] once = new double[50];
        once[7] = 2;
        once[30] = 1;
        assertThat(Kayenta.high(once, none)).isFalse();
    }

    /** So many seconds of both, all alike. */
    private static Scrapes scraped(double canary, double stable, int before, int seconds) {
        Scenario scenario = Scenario.of(100, Behaviour.failing(canary), Behaviour.failing(stable));
        SimulatedTraffic traffic = new SimulatedTraffic(scenario, new SplittableRandom(1));
        Scrapes scrapes = new Scrapes();
        for (int i = 0; i < before; i++) {
            scrapes.count(traffic.next(0, 1));
        }
        for (int i = 0; i < seconds; i++) {
            List<Seen> seen = traffic.next(.1, 1);
            scrapes.count(seen);
        }
        return scrapes;
    }

    @Test
    void shippedAlertComparesWithTheOtherVersion() {
        // 300 s: 300 of 3,000 requests fail; 5 + 2 * .1 % of 3,000 may
        assertThat(ShippedAlert.fires(scraped(.1, .001, 1_800, 300))).isTrue();
        // a tenth of both: 5 + 2 * 300 may
        assertThat(ShippedAlert.fires(scraped(.1, .1, 1_800, 300))).isFalse();
        // 1 % is below 1.44 %
        assertThat(ShippedAlert.fires(scraped(.01, .001, 1_800, 300))).isFalse();
    }

    @ParameterizedTest
    @EnumSource(Tool.class)
    void sameSeedGivesTheSameCourse(Tool tool) {
        assertThat(course(tool, 20, .02, .01)).isEqualTo(course(tool, 20, .02, .01));
    }
}
