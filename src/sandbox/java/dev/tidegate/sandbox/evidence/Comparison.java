package dev.tidegate.sandbox.evidence;

import dev.tidegate.cli.evidence.Ramp;
import dev.tidegate.cli.traffic.Behaviour;
import dev.tidegate.cli.traffic.Incident;
import dev.tidegate.cli.traffic.Scenario;
import dev.tidegate.sandbox.Console;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Good and bad canaries in the hands of each tool, each with its own steps, for an hour at most.
 */
final class Comparison {

    private static final double PERCENT = 100;

    private final Runs runs;
    private final Console console;

    Comparison(Runs runs, Console console) {
        this.runs = runs;
        this.console = console;
    }

    void measure() {
        table(
                "Good canaries that are rolled back, and how long the others take",
                good(),
                this::good);
        table("Bad canaries: found; half of these within; their failed requests", bad(), this::bad);
    }

    private interface Cell {
        String of(Contestant contestant, Scenario scenario);
    }

    private void table(String title, Map<String, Scenario> scenarios, Cell cell) {
        String[] columns = new String[scenarios.size() + 1];
        columns[0] = "tool";
        int next = 1;
        for (String name : scenarios.keySet()) {
            columns[next++] = name;
        }
        EvidenceTable table = new EvidenceTable(console, title, columns);
        for (Contestant contestant : Contestant.all()) {
            String[] cells = new String[columns.length];
            cells[0] = contestant.name();
            next = 1;
            for (Scenario scenario : scenarios.values()) {
                cells[next++] = cell.of(contestant, scenario);
            }
            table.row(cells);
        }
    }

    private static Map<String, Scenario> good() {
        Map<String, Scenario> all = new LinkedHashMap<>();
        all.put(".1 %", same(100, .001));
        all.put(".5 %", same(100, .005));
        all.put("1 %", same(100, .01));
        all.put("2 %", same(100, .02));
        all.put(".5 % of 10 a second", same(10, .005));
        all.put(
                ".1 %, a minute of 10 % of both",
                same(100, .001).withIncident(Incident.times(3_660, 3_720, PERCENT)));
        all.put(".5 %, pods pause", Conditions.PAUSING);
        return all;
    }

    private static Map<String, Scenario> bad() {
        Map<String, Scenario> all = new LinkedHashMap<>();
        all.put(".1 to .5 %", of(.001, .005));
        all.put(".1 to 1 %", of(.001, .01));
        all.put("1 to 2 %", of(.01, .02));
        all.put(".1 to 5 %", of(.001, .05));
        all.put(".1 to 20 %", of(.001, .2));
        all.put("outright", of(.001, 1));
        return all;
    }

    private static Scenario same(double requests, double failures) {
        return Scenario.of(requests, Behaviour.failing(failures), Behaviour.failing(failures));
    }

    private static Scenario of(double stable, double canary) {
        return Scenario.of(100, Behaviour.failing(canary), Behaviour.failing(stable));
    }

    private String good(Contestant contestant, Scenario scenario) {
        List<Ramp.Course> courses = courses(contestant, scenario);
        Courses promoted = Courses.of(courses, Ramp.End.PROMOTED);
        return "%s%s"
                .formatted(
                        Courses.of(courses, Ramp.End.ROLLED_BACK).share(),
                        promoted.none() ? "" : ", " + promoted.time());
    }

    private String bad(Contestant contestant, Scenario scenario) {
        Courses found = Courses.of(courses(contestant, scenario), Ramp.End.ROLLED_BACK);
        return found.none()
                ? found.share()
                : "%s, %s, %d".formatted(found.share(), found.time(), found.failures());
    }

    private List<Ramp.Course> courses(Contestant contestant, Scenario scenario) {
        return runs.all(seed -> contestant.play().run(scenario, seed));
    }
}
