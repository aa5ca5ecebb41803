package dev.tidegate.cli.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.cli.traffic.Behaviour;
import dev.tidegate.cli.traffic.Scenario;
import dev.tidegate.core.analysis.AnalysisPlan;
import dev.tidegate.core.analysis.Metric;

import org.junit.jupiter.api.Test;

import java.util.List;

/** At small size, with fixed seeds: the medians are those of the full table within a third. */
class OperatingCharacteristicsTest {

    private static final AnalysisPlan ERRORS = AnalysisPlan.STANDARD.only(Metric.ERRORS);

    private static double median(double weight, double canary, double stable) {
        Scenario scenario = Scenario.of(100, Behaviour.failing(canary), Behaviour.failing(stable));
        Trial trial = Trial.of(scenario, ERRORS, weight).after(900);
        return Trials.of(25, 1, trial::rolledBackAfter).quantile(.5);
    }

    @Test
    void faultsAreFoundInTheTimeThatIsPromised() {
        assertThat(median(.05, 1, .001)).isLessThanOrEqualTo(4);
        assertThat(median(.05, .2, .001)).isLessThanOrEqualTo(10);
        assertThat(median(.1, .01, .001)).isLessThanOrEqualTo(106);
        assertThat(median(.1, .02, .01)).isLessThanOrEqualTo(350);
    }

    @Test
    void goodCanaryIsPromotedAndABadOneIsNot() {
        Behaviour good = Behaviour.failing(.001);
        Ramp ramp = Ramp.of(Scenario.of(100, good, good), ERRORS).after(600);
        for (int seed = 1; seed <= 5; seed++) {
            Ramp.Course course = ramp.run(seed);
            assertThat(course.end()).isEqualTo(Ramp.End.PROMOTED);
            assertThat(course.seconds()).isLessThanOrEqualTo(320);
        }
        Ramp bad = Ramp.of(Scenario.of(100, Behaviour.failing(.01), good), ERRORS).after(600);
        for (int seed = 1; seed <= 10; seed++) {
            assertThat(bad.run(seed).end()).isEqualTo(Ramp.End.ROLLED_BACK);
        }
    }

    @Test
    void latencyIsJudgedBesideErrors() {
        Row slower = new OperatingCharacteristics(AnalysisPlan.STANDARD).bad().getLast();
        assertThat(slower.measure(3, 1).quantile(.5)).isLessThanOrEqualTo(60);
    }

    @Test
    void tableHasARowForEachThatHasToHold() {
        OperatingCharacteristics table = new OperatingCharacteristics(AnalysisPlan.STANDARD);
        assertThat(table.good()).hasSize(21);
        assertThat(table.bad()).hasSize(6);
        assertThat(table.ramps()).hasSize(3);
    }

    @Test
    void trialsAreSorted() {
        List<Double> times = List.of(3.0, Double.POSITIVE_INFINITY, 1.0, 2.0);
        Trials trials = Trials.of(4, 0, seed -> times.get((int) seed));
        assertThat(trials.share()).isEqualTo(.75);
        assertThat(trials.quantile(.5)).isEqualTo(2);
        assertThat(trials.quantile(1)).isInfinite();
    }
}
