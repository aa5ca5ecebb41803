package dev.tidegate.sandbox.evidence;

import dev.tidegate.cli.evidence.Trial;
import dev.tidegate.cli.traffic.Behaviour;
import dev.tidegate.cli.traffic.Pauses;
import dev.tidegate.cli.traffic.Scenario;
import dev.tidegate.core.analysis.AnalysisPlan;
import dev.tidegate.core.analysis.Metric;

import java.time.Duration;
import java.util.List;

/**
 * The conditions under which the promise holds. Where nothing else is said: 100 requests a second,
 * 0.5 % of which fail, an hour of stable alone, then an hour at 10 %, a reading a second, 1 %
 * promised. The canary of a service whose pods pause has one, and stable ten.
 */
final class Conditions {

    static final AnalysisPlan ERRORS = AnalysisPlan.STANDARD.only(Metric.ERRORS);

    private static final double WEIGHT = 0.1;
    private static final double HOUR = 3_600;
    private static final double LOST_EACH = 600;
    private static final Behaviour GOOD = Behaviour.failing(.005);

    static final Scenario STEADY = Scenario.of(100, GOOD, GOOD);
    static final Scenario PAUSING =
            Scenario.of(100, GOOD.withPods(1), GOOD).withPauses(Pauses.ofSeconds(6, 1, 3));
    static final Scenario OTHER_ROUTE = STEADY.withStableOnly(300);
    static final Scenario STICKY = STEADY.withBrokenUsers(10);
    static final Scenario COLD = Scenario.of(100, GOOD.withCold(120, 8), GOOD);

    private Conditions() {}

    static List<Condition> all() {
        Scenario bursts = PAUSING.withPauses(Pauses.ofRequests(2, 10, 30));
        return List.of(
                new Condition(
                        "nothing: failures are independent",
                        plainly(STEADY, 1)::rolledBackAfter,
                        "",
                        Trial.of(STEADY, ERRORS, WEIGHT)::rolledBackAfter),
                new Condition(
                        "a reading spans a change of weight, as 5 % of both begin to fail",
                        SpanningMove::plainly, "such readings are dropped", SpanningMove::dropped),
                new Condition(
                        "canary and stable are read 5 s apart, a minute of 10 % of both, .1 % else",
                        new SkewedScrapes(5)::rolledBackAfter,
                        "both as the same proxy saw them in the same time",
                        new SkewedScrapes(0)::rolledBackAfter),
                new Condition(
                        "pods pause 1 to 3 s, six times an hour each",
                        plainly(PAUSING, 1)::rolledBackAfter,
                        "failures are counted as the events that they are",
                        Trial.of(PAUSING, ERRORS, WEIGHT)::rolledBackAfter),
                new Condition(
                        "pods lose 10 to 30 requests at once, twice an hour each",
                        plainly(bursts, 1)::rolledBackAfter,
                        "the same",
                        Trial.of(bursts, ERRORS, WEIGHT)::rolledBackAfter),
                new Condition(
                        "a route that never fails leads to stable alone",
                        plainly(OTHER_ROUTE, 1)::rolledBackAfter,
                        "the split is checked",
                        Trial.of(OTHER_ROUTE, ERRORS, WEIGHT)::rolledBackAfter),
                new Condition(
                        "a proxy is read twice",
                        plainly(STEADY, 2)::rolledBackAfter,
                        "what an observer told already counts once",
                        new TwiceRead(STEADY, ERRORS, HOUR, HOUR)::rolledBackAfter),
                new Condition(
                        "users stick to a version, and ten of them cause all failures",
                        Trial.of(STICKY, ERRORS, WEIGHT)::rolledBackAfter,
                        "such steps are not compared",
                        Trial.of(STICKY, ERRORS, WEIGHT).sticky()::rolledBackAfter),
                new Condition(
                        "the canary starts cold: eight times the failures, falling for two minutes",
                        Trial.of(COLD, ERRORS, WEIGHT)::rolledBackAfter,
                        "warmup: 2m",
                        Trial.of(COLD, ERRORS.withWarmup(Duration.ofMinutes(2)), WEIGHT)
                                ::rolledBackAfter),
                new Condition(
                        "the evidence is lost each ten minutes",
                        new LosingRelease(STEADY, ERRORS, HOUR, LOST_EACH, false)::rolledBackAfter,
                        "it begins anew with half of the chance",
                        new LosingRelease(STEADY, ERRORS, HOUR, LOST_EACH, true)::rolledBackAfter));
    }

    private static PlainRelease plainly(Scenario scenario, int times) {
        return new PlainRelease(scenario, WEIGHT, HOUR, times);
    }
}
