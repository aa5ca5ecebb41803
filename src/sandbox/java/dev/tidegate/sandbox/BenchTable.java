package dev.tidegate.sandbox;

import java.util.ArrayList;
import java.util.List;

/**
 * What was measured, beside what was wanted, as the README shows it. Each row is shown when it is
 * known: what fails later must not lose it.
 */
final class BenchTable {

    private final List<String> rows = new ArrayList<>();
    private final Console console;

    BenchTable(Console console) {
        this.console = console;
        rows.add("| what | measured | budget |");
        rows.add("|---|---|---|");
    }

    void row(String what, String measured, String budget, boolean met) {
        add("| %s | %s | %s: %s |".formatted(what, measured, budget, met ? "met" : "missed"));
    }

    void row(String what, String measured) {
        add("| %s | %s | |".formatted(what, measured));
    }

    private void add(String row) {
        rows.add(row);
        console.line("  " + row);
    }

    /** All of it, with what it was measured on. */
    void print() {
        console.title(
                "On %d processors, Java %s"
                        .formatted(
                                Runtime.getRuntime().availableProcessors(),
                                Runtime.version().feature()));
        rows.forEach(console::line);
    }
}
