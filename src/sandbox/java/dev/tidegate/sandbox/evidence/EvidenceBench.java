package dev.tidegate.sandbox.evidence;

import dev.tidegate.cli.evidence.OperatingCharacteristics;
import dev.tidegate.cli.evidence.Row;
import dev.tidegate.cli.evidence.Trials;
import dev.tidegate.core.analysis.AnalysisPlan;
import dev.tidegate.sandbox.Console;
import dev.tidegate.sandbox.Trouble;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * {@code ./tidegate bench --evidence}: how often a good canary is rolled back, how soon a bad one
 * is found, and what other tools make of the same traffic. All of it is simulated; the same seeds
 * give the same table.
 */
public final class EvidenceBench {

    private static final double NANOS_A_MINUTE = 60e9;
    private static final Path DOCUMENTS = Path.of("src", "docs");

    private final EvidenceOptions options;
    private final Console console;

    private EvidenceBench(EvidenceOptions options, Console console) {
        this.options = options;
        this.console = console;
    }

    /** Ends with 0 when everything was measured, whether the aims are met or not. */
    public static void main(String[] args) {
        Locale.setDefault(Locale.ROOT);
        Console console = Console.ofProcess();
        try {
            EvidenceOptions options = EvidenceOptions.of(args);
            long begun = System.nanoTime();
            new EvidenceBench(options, console).measure();
            console.title(
                    "%.0f minutes with %d at a time, on %d processors, Java %s"
                            .formatted(
                                    (System.nanoTime() - begun) / NANOS_A_MINUTE,
                                    options.threads(),
                                    Runtime.getRuntime().availableProcessors(),
                                    Runtime.version().feature()));
        } catch (Trouble e) {
            console.bad("tidegate: " + e.getMessage());
            System.exit(2);
        }
    }

    private void measure() {
        console.title(
                "The evidence on simulated traffic: %d releases of each row, seeds from %d on"
                        .formatted(options.runs(), options.seed()));
        try (Runs runs = new Runs(options)) {
            characteristics(runs);
            if (options.wants("conditions")) {
                conditions(runs);
            }
            if (options.wants("tools")) {
                new Comparison(runs, console).measure();
            }
            if (options.wants("rates")) {
                new Rates(runs, console).measure();
            }
        }
        if (options.wants("cost")) {
            new Cost(console).measure();
        }
        if (options.wants("pictures")) {
            draw();
        }
    }

    private void draw() {
        for (var picture : Pictures.all().entrySet()) {
            Path file = DOCUMENTS.resolve(picture.getKey());
            try {
                Files.writeString(file, picture.getValue());
            } catch (IOException e) {
                throw new Trouble("%s cannot be written; look at its folder".formatted(file));
            }
            console.line("  " + file);
        }
    }

    private void characteristics(Runs runs) {
        OperatingCharacteristics all = new OperatingCharacteristics(AnalysisPlan.STANDARD);
        List<Row> rows = new ArrayList<>();
        rows.addAll(options.wants("good") ? all.good() : List.of());
        rows.addAll(options.wants("bad") ? all.bad() : List.of());
        rows.addAll(options.wants("ramps") ? all.ramps() : List.of());
        if (rows.isEmpty()) {
            return;
        }
        EvidenceTable table =
                new EvidenceTable(console, "What has to hold", "what", "measured", "wanted");
        for (Row row : rows) {
            Trials trials = runs.times(row.trial());
            table.row(
                    row.name(),
                    row.aim().measured(trials),
                    row.aim().wanted() + ": " + (row.aim().met(trials) ? "met" : "missed"));
        }
    }

    private void conditions(Runs runs) {
        EvidenceTable table =
                new EvidenceTable(
                        console,
                        "Good canaries that are rolled back within an hour, 1 % promised",
                        "what happens",
                        "without care",
                        "with",
                        "what keeps the promise");
        for (Condition condition : Conditions.all()) {
            table.row(
                    condition.what(),
                    share(runs.times(condition.without())),
                    share(runs.times(condition.with())),
                    condition.care());
        }
    }

    private static String share(Trials trials) {
        return "%.1f %% (%d of %d)"
                .formatted(100 * trials.share(), trials.happened(), trials.sorted().size());
    }
}
