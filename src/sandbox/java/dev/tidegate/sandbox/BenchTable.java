package dev.tidegate.sandbox;

import java.util.ArrayList;
import java.util.List;

/** What was measured, beside what was wanted, as the README shows it. */
final class BenchTable {

    private final List<String> rows = new ArrayList<>();

    BenchTable() {
        rows.add("| what | measured | budget |");
        rows.add("|---|---|---|");
    }

    void row(String what, String measured, String budget, boolean met) {
        rows.add("| %s | %s | %s: %s |".formatted(what, measured, budget, met ? "met" : "missed"));
    }

    void row(String what, String measured) {
        rows.add("| %s | %s | |".formatted(what, measured));
    }

    List<String> rows() {
        return List.copyOf(rows);
    }
}
