package dev.tidegate.cli;

import java.time.Duration;
import java.util.Locale;

/** Shows a simulation as a table for people. */
final class SimulationTable {

    private SimulationTable() {}

    /** The table, with what its columns mean. */
    static String of(String service, Simulation result) {
        StringBuilder text = new StringBuilder();
        line(
                text,
                "%s: %d requests of %d users in each step, seed %d"
                        .formatted(service, result.requests(), result.users(), result.seed()));
        text.append('\n');
        line(
                text,
                "%4s  %8s  %8s  %7s  %10s  %10s  %9s  %9s  %s"
                        .formatted(
                                "step",
                                "wanted",
                                "observed",
                                "spread",
                                "meet both",
                                "sticky",
                                "begins",
                                "holds",
                                ""));
        for (Simulation.Step step : result.steps()) {
            line(
                    text,
                    "%4d  %7s%%  %7.2f%%  ±%5.2f%%  %10d  %10d  %9s  %9s  %s"
                            .formatted(
                                    step.number(),
                                    step.weight().toPlainString(),
                                    step.observed(),
                                    step.spread(),
                                    step.usersMeetingBoth(),
                                    step.usersMovedIfSticky(),
                                    time(step.startSeconds()),
                                    time(step.holdSeconds()),
                                    step.pause() ? "then pauses until somebody promotes" : ""));
        }
        text.append('\n');
        line(
                text,
                "Takes %s: %s to prepare, %s of holds, %s of baking%s."
                        .formatted(
                                time(result.totalSeconds()),
                                time(result.prepareSeconds()),
                                time(
                                        result.totalSeconds()
                                                - result.prepareSeconds()
                                                - result.bakeSeconds()),
                                time(result.bakeSeconds()),
                                result.pauses() == 0
                                        ? ""
                                        : ", and each pause as long as people take"));
        line(
                text,
                "meet both: users who met both versions in the step. Istio decides each request"
                        + " by");
        line(text, "  itself; of k requests at share p, a user meets both with 1 - p^k - (1-p)^k.");
        line(
                text,
                "sticky: users who would change version if each kept to a bucket. No Istio weight"
                        + " does.");
        return text.toString();
    }

    /** Seconds as {@code 1h30m}. */
    static String time(double seconds) {
        return Duration.ofMillis(Math.round(seconds * 1000))
                .toString()
                .substring(2)
                .toLowerCase(Locale.ROOT);
    }

    private static void line(StringBuilder text, String line) {
        text.append(line.stripTrailing()).append('\n');
    }
}
