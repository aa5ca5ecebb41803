package dev.tidegate.cli.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.cli.traffic.Behaviour;
import dev.tidegate.cli.traffic.Incident;
import dev.tidegate.cli.traffic.Pauses;
import dev.tidegate.cli.traffic.ProxyCounters;
import dev.tidegate.cli.traffic.Scenario;
import dev.tidegate.cli.traffic.Seen;
import dev.tidegate.cli.traffic.SimulatedTraffic;
import dev.tidegate.core.analysis.AnalysisPlan;
import dev.tidegate.core.analysis.Evidence;
import dev.tidegate.core.analysis.Metric;
import dev.tidegate.core.analysis.Observed;
import dev.tidegate.core.analysis.Observers;
import dev.tidegate.sandbox.evidence.PlainRelease;
import dev.tidegate.sandbox.evidence.SpanningMove;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.SplittableRandom;

/**
 * Under each condition that breaks the promise of the plain comparison: good canaries that are
 * rolled back without care, and with it. 60 releases each of 20 minutes; of them 1 % may be rolled
 * back, which more than 4 are with a chance of 1 in 2,000 at most.
 */
class ConditionsTest {

    private static final int RUNS = 60;
    private static final double MOST = 4.0 / RUNS;
    private static final double SECONDS = 1_200;
    private static final AnalysisPlan ERRORS = AnalysisPlan.STANDARD.only(Metric.ERRORS);
    private static final Behaviour GOOD = Behaviour.failing(.005);

    private static double without(Scenario scenario, int times) {
        PlainRelease release = new PlainRelease(scenario, .1, SECONDS, times);
        return Trials.of(RUNS, 1, release::rolledBackAfter).share();
    }

    private static double with(Trial trial) {
        return Trials.of(RUNS, 1, trial.after(SECONDS).lasting(SECONDS)::rolledBackAfter).share();
    }

    private static Trial careful(Scenario scenario) {
        return Trial.of(scenario, ERRORS, .1);
    }

    @Test
    void independentFailuresKeepThePromise() {
        Scenario steady = Scenario.of(100, GOOD, GOOD);
        assertThat(without(steady, 1)).isLessThanOrEqualTo(MOST);
        assertThat(with(careful(steady))).isLessThanOrEqualTo(MOST);
    }

    @Test
    void sharedIncidentKeepsThePromise() {
        Scenario incident =
                Scenario.of(100, GOOD, GOOD).withIncident(Incident.times(1_500, 1_560, 100));
        assertThat(with(careful(incident))).isLessThanOrEqualTo(MOST);
    }

    @Test
    void podsThatPauseInProportionAreBurstsThatCountOnce() {
        Scenario pausing =
                Scenario.of(100, GOOD.withPods(1), GOOD).withPauses(Pauses.ofSeconds(6, 1, 3));
        assertThat(without(pausing, 1)).isGreaterThan(.25);
        assertThat(with(careful(pausing))).isLessThanOrEqualTo(MOST);
    }

    @Test
    void podsThatPauseNowAndThenAreBurstsThatCountOnce() {
        Scenario pausing =
                Scenario.of(100, GOOD.withPods(1), GOOD).withPauses(Pauses.ofRequests(2, 10, 30));
        assertThat(without(pausing, 1)).isGreaterThan(.1);
        assertThat(with(careful(pausing))).isLessThanOrEqualTo(MOST);
        // nor is the first one of which nothing is known
        assertThat(
                        Trials.of(RUNS, 1, careful(pausing).after(0).lasting(600)::rolledBackAfter)
                                .share())
                .isLessThanOrEqualTo(MOST);
    }

    @Test
    void routeOfStableAloneIsNotCompared() {
        Scenario split = Scenario.of(100, GOOD, GOOD);
        assertThat(without(split.withStableOnly(300), 1)).isGreaterThan(.8);
        for (double beside : new double[] {300, 30}) {
            assertThat(with(careful(split.withStableOnly(beside)))).isLessThanOrEqualTo(MOST);
        }
    }

    @Test
    void observerThatIsCountedTwiceSpendsThePromise() {
        assertThat(without(Scenario.of(100, GOOD, GOOD), 2)).isGreaterThan(.05);
    }

    @Test
    void observerThatIsReadTwiceIsCountedOnce() {
        Scenario scenario = Scenario.of(100, GOOD, GOOD).withProxies(3);
        assertThat(read(scenario, 2)).isEqualTo(read(scenario, 1));
    }

    /** A hundred seconds of readings, each told so many times; one proxy starts anew. */
    private static Evidence read(Scenario scenario, int times) {
        Readout readout = new Readout(scenario.stable().latency());
        SimulatedTraffic traffic = new SimulatedTraffic(scenario, new SplittableRandom(5));
        Evidence evidence = new Past(ERRORS, readout).begin(traffic, 10, 1, .1, true);
        ProxyCounters counters = new ProxyCounters();
        Observers observers = Observers.NONE;
        while (traffic.second() < 110) {
            if (traffic.second() == 60) {
                counters.restart(1);
            }
            for (Seen seen : traffic.next(.1, 1)) {
                Seen counted = counters.count(seen);
                for (int i = 0; i < times; i++) {
                    Observed observed =
                            observers.observe(readout.reading(counted, traffic.second()));
                    observers = observed.observers();
                    if (observed instanceof Observed.Counted interval) {
                        evidence = evidence.after(interval.interval());
                    }
                }
            }
        }
        return evidence;
    }

    @Test
    void usersWhoStickToAVersionAreNoCoins() {
        Scenario sticky = Scenario.of(100, GOOD, GOOD).withBrokenUsers(10);
        assertThat(with(careful(sticky))).isGreaterThan(.2);
        assertThat(with(careful(sticky).sticky())).isZero();
    }

    @Test
    void coldStartIsNoFaultWithinTheWarmup() {
        Scenario cold = Scenario.of(100, GOOD.withCold(120, 8), GOOD);
        assertThat(without(cold, 1)).isGreaterThan(.5);
        Trial warm = Trial.of(cold, ERRORS.withWarmup(Duration.ofMinutes(2)), .1);
        assertThat(with(warm)).isLessThanOrEqualTo(MOST);
    }

    @Test
    void tickThatSpansAMoveIsDropped() {
        assertThat(Trials.of(RUNS, 1, SpanningMove::plainly).share()).isGreaterThan(.9);
        assertThat(Trials.of(RUNS, 1, SpanningMove::dropped).share()).isLessThanOrEqualTo(MOST);
    }
}
