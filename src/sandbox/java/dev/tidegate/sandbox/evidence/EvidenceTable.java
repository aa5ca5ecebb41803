package dev.tidegate.sandbox.evidence;

import dev.tidegate.sandbox.Console;

import java.util.Collections;
import java.util.List;

/** A table as Markdown has it, each line shown when it is known. */
final class EvidenceTable {

    private final Console console;

    EvidenceTable(Console console, String title, String... columns) {
        this.console = console;
        console.title(title);
        row(columns);
        console.line("|" + String.join("|", Collections.nCopies(columns.length, "---")) + "|");
    }

    void row(String... cells) {
        console.line("| " + String.join(" | ", List.of(cells)) + " |");
    }
}
