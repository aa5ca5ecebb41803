package dev.tidegate.simulation;

import dev.tidegate.simulation.judge.Violation;

import java.time.Duration;
import java.util.List;

/** What a failing seed says: itself, its shortest plan, and what happened in that. */
final class Report {

    private Report() {}

    static String of(Plan plan, Violation violation) {
        Duration until = Duration.ofNanos(violation.micros() * 1_000);
        Plan shortest = new Shrinker(plan, violation.invariant()).shortest(until);
        Simulation.Ending told = Simulation.play(shortest, true);
        StringBuilder text = new StringBuilder();
        text.append("seed %d: %s%n".formatted(plan.seed(), violation));
        text.append(
                "%d of %d acts are enough, with processes: %d, services: %s%n"
                        .formatted(
                                shortest.acts().size(),
                                plan.acts().size(),
                                plan.processes(),
                                plan.services().stream().map(s -> s.key().toString()).toList()));
        shortest.acts()
                .forEach(
                        act ->
                                text.append(
                                        "  at %7.3f s  %s%n"
                                                .formatted(
                                                        act.at().toMillis() / 1e3, act.title())));
        text.append("what happens then, in seconds:%n".formatted());
        List<String> lines = told.history();
        lines.forEach(line -> text.append(line).append(System.lineSeparator()));
        told.violation().ifPresent(v -> text.append("%s%n".formatted(v)));
        return text.toString();
    }
}
