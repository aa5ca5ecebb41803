package dev.tidegate.cli.evidence;

import dev.tidegate.cli.traffic.Behaviour;
import dev.tidegate.cli.traffic.Incident;
import dev.tidegate.cli.traffic.Latency;
import dev.tidegate.cli.traffic.Pauses;
import dev.tidegate.cli.traffic.Scenario;
import dev.tidegate.core.analysis.AnalysisPlan;

import java.util.ArrayList;
import java.util.List;

/** What has to hold of a plan, as rows to be measured: good canaries stay, bad ones are found. */
public final class OperatingCharacteristics {

    private static final double WEIGHT = 0.1;
    private static final int MANY = 1_000;

    private final AnalysisPlan plan;

    public OperatingCharacteristics(AnalysisPlan plan) {
        this.plan = plan;
    }

    /** Releases that are not worse: the share of those that are rolled back. */
    public List<Row> good() {
        List<Row> rows = new ArrayList<>();
        for (double failures : new double[] {.001, .005, .01, .02}) {
            for (int requests : new int[] {10, 100, MANY}) {
                rows.add(good("healthy", same(requests, failures)));
            }
        }
        Incident incident = Incident.times(4_000, 4_060, 100);
        rows.add(good("incident of both", same(100, .001).withIncident(incident)));
        rows.add(good("five proxies", same(100, .005).withProxies(5)));
        rows.add(good("season", same(100, .005).withSeason(.8)));
        for (double each : new double[] {.5, 6}) {
            Pauses seconds = Pauses.ofSeconds(each, 1, 3);
            Pauses requests = Pauses.ofRequests(each, 10, 30);
            rows.add(good("pods pause for seconds", onePod(100).withPauses(seconds)));
            rows.add(good("pods pause for requests", onePod(100).withPauses(requests)));
            rows.add(good("pods pause for requests", onePod(MANY).withPauses(requests)));
        }
        return rows;
    }

    private Row good(String what, Scenario scenario) {
        String name =
                "%s, %s %% of %.0f requests a second fail"
                        .formatted(
                                what,
                                100 * scenario.stable().failures(),
                                scenario.requestsPerSecond());
        return new Row(
                name,
                new AtMost("rolled back", plan.falseRollback().alpha()),
                Trial.of(scenario, plan, WEIGHT)::rolledBackAfter);
    }

    /** Releases that are worse: the time until they are rolled back. */
    public List<Row> bad() {
        Latency slow = Latency.USUAL.withDelay(.02, MANY);
        Behaviour healthy = version(.001);
        return List.of(
                bad(".1 to 1 %", 80, of(version(.01), healthy), WEIGHT),
                bad(".1 to .5 %", 260, of(version(.005), healthy), WEIGHT),
                bad("1 to 2 %", 260, of(version(.02), version(.01)), WEIGHT),
                bad("20 % errors at 5 %", 10, of(version(.2), healthy), WEIGHT / 2),
                bad("outright failure at 5 %", 4, of(version(1), healthy), WEIGHT / 2),
                bad("2 % a second slower", 45, of(healthy.withLatency(slow), healthy), WEIGHT));
    }

    private Row bad(String what, int median, Scenario scenario, double weight) {
        return new Row(
                what, new HalfWithin(median), Trial.of(scenario, plan, weight)::rolledBackAfter);
    }

    /** Releases that get more traffic as they are proven: the time until they have all of it. */
    public List<Row> ramps() {
        return List.of(
                ramp("healthy, .1 %", new HalfWithin(240), same(100, .001)),
                ramp("healthy, 1 %", new HalfWithin(400), same(100, .01)),
                ramp(
                        ".1 to 1 %",
                        new AtMost("promoted", plan.doubt()), of(version(.01), version(.001))));
    }

    private Row ramp(String what, Aim aim, Scenario scenario) {
        Ramp ramp = Ramp.of(scenario, plan);
        return new Row(
                what,
                aim,
                seed -> {
                    Ramp.Course course = ramp.run(seed);
                    return course.end() == Ramp.End.PROMOTED
                            ? course.seconds()
                            : Double.POSITIVE_INFINITY;
                });
    }

    private static Scenario same(double requests, double failures) {
        return Scenario.of(requests, version(failures), version(failures));
    }

    private static Scenario onePod(double requests) {
        return Scenario.of(requests, version(.005).withPods(1), version(.005));
    }

    private static Scenario of(Behaviour canary, Behaviour stable) {
        return Scenario.of(100, canary, stable);
    }

    private static Behaviour version(double failures) {
        return Behaviour.failing(failures).withLatency(Latency.USUAL);
    }
}
