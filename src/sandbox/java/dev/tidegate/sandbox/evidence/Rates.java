package dev.tidegate.sandbox.evidence;

import dev.tidegate.cli.evidence.Ramp;
import dev.tidegate.cli.traffic.Behaviour;
import dev.tidegate.cli.traffic.Latency;
import dev.tidegate.cli.traffic.Scenario;
import dev.tidegate.core.analysis.AnalysisPlan;
import dev.tidegate.sandbox.Console;

import java.util.List;

/**
 * Releases of services with more and less traffic, until proven, both metrics on: given up after
 * four hours.
 */
final class Rates {

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
            row(table, requests, "good", USUAL);
            row(table, requests, "fails 2 times as often", 2 * USUAL);
            row(table, requests, "10 times", 10 * USUAL);
            row(table, requests, "one in five", .2);
            row(table, requests, "outright", 1);
        }
    }

    private void row(EvidenceTable table, int requests, String what, double failures) {
        Scenario scenario =
                Scenario.of(
                        requests,
                        Behaviour.failing(failures).withLatency(Latency.USUAL),
                        Behaviour.failing(USUAL).withLatency(Latency.USUAL));
        Ramp ramp = Ramp.of(scenario, AnalysisPlan.STANDARD).lasting(MOST);
        List<Ramp.Course> courses = runs.all(ramp::run);
        Courses back = Courses.of(courses, Ramp.End.ROLLED_BACK);
        Courses done = Courses.of(courses, Ramp.End.PROMOTED);
        table.row(
                Integer.toString(requests),
                what,
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
