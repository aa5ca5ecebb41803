package dev.tidegate.cli;

import dev.tidegate.core.text.TimeText;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Shows a simulation as a table for people. */
final class SimulationTable {

    private SimulationTable() {}

    /** The table, with what its columns mean. */
    static String of(String service, Simulation result) {
        SimulationSetting setting = result.setting();
        StringBuilder text = new StringBuilder();
        text.append(
                "%s: %d requests of %d users in each step, %d endpoints a version, seed %d\n\n"
                        .formatted(
                                service,
                                setting.requests(),
                                setting.users(),
                                setting.endpoints(),
                                setting.seed()));
        row(
                text,
                "step",
                "wanted",
                "stable",
                "canary",
                "spread",
                "meet both",
                "sticky",
                "busiest",
                "begins",
                "holds",
                "");
        result.steps().forEach(step -> row(text, cells(step)));
        double holds = result.totalSeconds() - result.prepareSeconds() - result.bakeSeconds();
        text.append(
                "\nTakes %s%s: %s to prepare, %s of holds, %s of baking%s.\n"
                        .formatted(
                                proves(result) ? "at least " : "",
                                time(result.totalSeconds()),
                                time(result.prepareSeconds()),
                                time(holds),
                                time(result.bakeSeconds()),
                                result.pauses() == 0
                                        ? ""
                                        : ", and each pause as long as people take"));
        result.warnings().forEach(w -> text.append("Warning: ").append(w).append(".\n"));
        text.append(
                """
                wanted: of the canary; stable, canary: what the requests met; spread: four standard
                  deviations of either.
                meet both: users who met both versions in the step. Istio decides each request by
                  itself; of k requests at share p, a user meets both with 1 - p^k - (1-p)^k.
                sticky: users who would change version if each kept to a bucket, as a step
                  with sticky.header does.
                busiest: requests of the busiest endpoint over the mean, of the stable version and of
                  the canary, by --strategy, else the policy's loadBalancer, else least request, with
                  %d requests under way in each. All endpoints are equally fast, and none is warmed up.
                """
                        .formatted(SimulatedVersion.UNDER_WAY * setting.endpoints()));
        return text.toString();
    }

    private static Object[] cells(SimulationStep step) {
        return new Object[] {
            step.number(),
            step.weight().toPlainString() + "%",
            "%.2f%%".formatted(step.observedOfStable()),
            "%.2f%%".formatted(step.observed()),
            "±%5.2f%%".formatted(step.spread()),
            step.usersMeetingBoth(),
            step.usersMovedIfSticky(),
            busiest(step),
            time(step.startSeconds()),
            time(step.holdSeconds()),
            note(step)
        };
    }

    private static String note(SimulationStep step) {
        List<String> notes = new ArrayList<>();
        if (!step.match().isEmpty()) {
            notes.add("and to the canary alone where " + step.match());
        }
        if (!step.sticky().isEmpty()) {
            notes.add(
                    "sticky by %s, which keeps %d users with the canary"
                            .formatted(step.sticky(), step.usersKept()));
        }
        if (step.mirror().signum() > 0) {
            notes.add(
                    "copies of %s%% to the canary besides, %d of them"
                            .formatted(step.mirror().toPlainString(), step.copies()));
        }
        if (step.untilProven()) {
            notes.add(
                    "lasts at least so long, until the next weight is proven; after %s it %s"
                            .formatted(time(step.maxHoldSeconds()), step.then()));
        }
        if (step.pause()) {
            notes.add("then pauses until somebody promotes");
        }
        return String.join("; ", notes);
    }

    private static boolean proves(Simulation result) {
        return result.steps().stream().anyMatch(SimulationStep::untilProven);
    }

    private static void row(StringBuilder text, Object... cells) {
        text.append(
                        "%4s  %7s  %7s  %7s  %7s  %9s  %6s  %11s  %6s  %6s  %s"
                                .formatted(cells)
                                .stripTrailing())
                .append('\n');
    }

    private static String busiest(SimulationStep step) {
        return "%s / %s".formatted(ratio(step.busiestOfStable()), ratio(step.busiestOfCanary()));
    }

    private static String ratio(double busiest) {
        return busiest == 0 ? "-" : "%.2f".formatted(busiest);
    }

    /** Seconds as {@code 1h30m}. */
    static String time(double seconds) {
        return TimeText.span(Duration.ofMillis(Math.round(seconds * 1000)));
    }
}
