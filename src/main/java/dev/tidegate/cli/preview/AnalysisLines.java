package dev.tidegate.cli.preview;

import dev.tidegate.core.analysis.AnalysisPlan;
import dev.tidegate.core.analysis.Stake;
import dev.tidegate.core.rollout.Analysis;
import dev.tidegate.core.text.TimeText;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** What a release asks of its evidence, for a person. */
final class AnalysisLines {

    private static final String NEXT = "       ";

    private AnalysisLines() {}

    /**
     * The lines: by what the canary is judged, and what each verdict does.
     *
     * @param proves whether a step lasts until proven
     */
    static List<String> of(Analysis analysis, boolean proves) {
        AnalysisPlan plan = analysis.plan();
        List<String> lines = new ArrayList<>();
        lines.add("judge  by " + joined(plan, stake -> stake.metric().name()));
        lines.add(
                "%sworse than stable%s: %s; a canary that is not worse is taken for one in at most %s of the releases"
                        .formatted(
                                NEXT,
                                tolerated(plan),
                                analysis.act()
                                        ? "all traffic goes back"
                                        : "it is told and shown, and nothing moves",
                                percent(plan.falseRollback().alpha())));
        if (proves) {
            lines.add(
                    "%sproven: the next weight follows, which risks at most %s bad requests in all; 100 %% follows when at most so many more are bad: %s"
                            .formatted(
                                    NEXT,
                                    plain(plan.harm()),
                                    joined(
                                            plan,
                                            stake ->
                                                    "%s %s"
                                                            .formatted(
                                                                    stake.metric().name(),
                                                                    percent(stake.excess())))));
            lines.add(
                    "%sa canary that is worse than that gets more traffic in at most %s of the steps"
                            .formatted(NEXT, percent(plan.doubt())));
        }
        if (plan.warmup().isPositive()) {
            lines.add(
                    "%sfor its first %s it may be bad ten times as often as stable"
                            .formatted(NEXT, TimeText.span(plan.warmup())));
        }
        lines.add(NEXT + "no readings: nothing is told of it, and nothing moves");
        return lines;
    }

    private static String joined(AnalysisPlan plan, Function<Stake, String> each) {
        List<String> all = plan.stakes().stream().map(each).toList();
        int last = all.size() - 1;
        return last == 0
                ? all.getFirst()
                : String.join(", ", all.subList(0, last)) + " and " + all.get(last);
    }

    private static String tolerated(AnalysisPlan plan) {
        return plan.tolerance() == 1
                ? ""
                : ", bad more than %s times as often".formatted(plain(plan.tolerance()));
    }

    private static String percent(double part) {
        return BigDecimal.valueOf(part).movePointRight(2).stripTrailingZeros().toPlainString()
                + " %";
    }

    private static String plain(double number) {
        return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
    }
}
