package dev.tidegate.sandbox.evidence;

import dev.tidegate.cli.evidence.Ramp;
import dev.tidegate.cli.traffic.Behaviour;
import dev.tidegate.cli.traffic.Latency;
import dev.tidegate.cli.traffic.Scenario;
import dev.tidegate.core.analysis.AnalysisPlan;
import dev.tidegate.core.analysis.Stake;
import dev.tidegate.sandbox.Console;

import java.util.List;

/**
 * Releases of services with more and less traffic, until proven, both metrics on: given up after
 * four hours.
 */
final class Rates {

    private static final double FIRST = .01;
    private static final double USUAL = .001;
    private static final double MOST = 14_400;

    private final Runs runs;
    private final Console console;

    Rates(Runs runs, Console console) {
        this.runs = runs;
        this.console = console;
    }

    void measure() {
        EvidenceTable table =
                new EvidenceTable(
                        console,
                        "Services with .1 % of errors, from 1 % until proven",
                        "requests a second",
                        "canary",
                        "rolled back",
                        "promoted",
                        "neither within 4 hours");
        for (int requests : new int[] {1, 10, 100, 1_000}) {
            rows(table, "" + requests, requests, FIRST, AnalysisPlan.STANDARD);
            if (requests == 1) {
                rows(table, "1, from 25 %, excess 2 %", requests, .25, allowing(.02));
            } else if (requests == 10) {
                rows(table, "10, from 5 %", requests, .05, AnalysisPlan.STANDARD);
            }
        }
    }

    private static AnalysisPlan allowing(double excess) {
        AnalysisPlan usual = AnalysisPlan.STANDARD;
        return new AnalysisPlan(
                usual.falseRollback(),
                usual.tolerance(),
                usual.stakes().stream()
                        .map(stake -> new Stake(stake.metric(), stake.part(), excess))
                        .toList(),
                usual.warmup(),
                usual.doubt(),
                usual.harm(),
                usual.lag());
    }

    private void rows(
            EvidenceTable table, String what, int requests, double from, AnalysisPlan plan) {
        row(table, what, "good", courses(requests, from, plan, USUAL));
        row(table, what, "fails 10 times as often", courses(requests, from, plan, 10 * USUAL));
        row(table, what, "one in five", courses(requests, from, plan, .2));
        row(table, what, "outright", courses(requests, from, plan, 1));
    }

    private List<Ramp.Course> courses(
            int requests, double from, AnalysisPlan plan, double failures) {
        Scenario scenario =
                Scenario.of(
                        requests,
                        Behaviour.failing(failures).withLatency(Latency.USUAL),
                        Behaviour.failing(USUAL).withLatency(Latency.USUAL));
        return runs.all(Ramp.of(scenario, plan).from(from).lasting(MOST)::run);
    }

    private static void row(
            EvidenceTable table, String what, String canary, List<Ramp.Course> courses) {
        Courses back = Courses.of(courses, Ramp.End.ROLLED_BACK);
        Courses done = Courses.of(courses, Ramp.End.PROMOTED);
        table.row(
                what,
                canary,
                back.none()
                        ? back.share()
                        : "%s, half within %s, %d failed"
                                .formatted(back.share(), back.time(), back.failures()),
                done.none()
                        ? done.share()
                        : "%s, half within %s".formatted(done.share(), done.time()),
                Courses.of(courses, Ramp.End.HELD).share());
    }
}
