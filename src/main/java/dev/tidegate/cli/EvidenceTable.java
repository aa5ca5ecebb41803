package dev.tidegate.cli;

import dev.tidegate.cli.evidence.Outlook;
import dev.tidegate.cli.evidence.Plausible;
import dev.tidegate.cli.evidence.Spread;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;

/** Shows a simulation of evidence as a table for people. */
final class EvidenceTable {

    private static final int PERCENT = 100;
    private static final MathContext TWO_DIGITS = new MathContext(2);

    private EvidenceTable() {}

    static String of(EvidenceSimulation result) {
        StringBuilder text = new StringBuilder();
        text.append(
                "%s: %s requests a second of which %s fail, %d releases of each kind, seed %d\n\n"
                        .formatted(
                                result.service(),
                                plain(result.requestsPerSecond()),
                                percent(result.errors()),
                                result.runs(),
                                result.seed()));
        text.append(good(result)).append('\n');
        text.append(Columns.of(rows(result.canaries())));
        text.append('\n');
        result.notes().forEach(note -> text.append("Note: ").append(note).append(".\n"));
        text.append(
                """
                found: rolled back by the evidence; times since the canary's first request, half
                  of the releases / nine of ten.
                lost: requests of the canary until then that would not have failed with stable.
                all traffic: releases that got there before they were found, and when.
                Failures are independent, readings come each second, and an hour is known of stable.
                """);
        return text.toString();
    }

    /** How often the innocent are blamed, and how sure that is. */
    private static String good(EvidenceSimulation result) {
        Outlook good = result.canaries().getFirst();
        Plausible chance = Plausible.of(good.found(), good.releases());
        return "Good canaries that are rolled back: %d of %d, so a chance of %s to %s; the policy allows %s.\n"
                .formatted(
                        good.found(),
                        good.releases(),
                        percent(chance.least()),
                        percent(chance.most()),
                        percent(result.falseRollback()));
    }

    private static List<List<String>> rows(List<Outlook> outlooks) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("canary", "fails", "found", "after", "lost", "all traffic", "after"));
        for (Outlook outlook : outlooks) {
            rows.add(
                    List.of(
                            outlook.times() == 1
                                    ? "as good"
                                    : "%.0f times as bad".formatted(outlook.times()),
                            percent(outlook.failures()),
                            of(outlook.found(), outlook),
                            times(outlook.foundAfter(), outlook.found()),
                            outlook.times() == 1 ? "-" : lost(outlook.harm()),
                            of(outlook.whole(), outlook),
                            times(outlook.wholeAfter(), outlook.whole())));
        }
        return rows;
    }

    private static String of(int count, Outlook outlook) {
        return count + " of " + outlook.releases();
    }

    private static String times(Spread spread, int count) {
        if (spread.half() == null) {
            return count == 0 ? "never" : "seldom";
        }
        return time(spread.half()) + " / " + time(spread.nineOfTen());
    }

    private static String time(@Nullable Double seconds) {
        return seconds == null ? "never" : SimulationTable.time(seconds);
    }

    private static String lost(Spread spread) {
        return "%s / %s".formatted(rounded(spread.half()), rounded(spread.nineOfTen()));
    }

    private static String rounded(@Nullable Double count) {
        return count == null ? "-" : "%,.0f".formatted(count);
    }

    private static String percent(double share) {
        return plain(share * PERCENT) + " %";
    }

    private static String plain(double number) {
        BigDecimal rounded = BigDecimal.valueOf(number).round(TWO_DIGITS);
        return number >= PERCENT
                ? "%,.0f".formatted(number)
                : rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
    }
}
