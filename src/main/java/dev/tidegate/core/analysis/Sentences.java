package dev.tidegate.core.analysis;

import java.time.Duration;
import java.util.Optional;

/** What a verdict rests on, for a person at three in the morning. */
final class Sentences {

    private static final long MINUTE = 60;
    private static final long HOUR = 60 * MINUTE;

    private Sentences() {}

    /**
     * {@code 10 of 19 failures came from 10 % of the traffic: odds of 10,741 to 1 against chance}.
     */
    static String worse(Evidence evidence, Findings findings) {
        String said =
                evidence.step().whole() ? worseThanBefore(findings) : worseThanStable(findings);
        int lost = evidence.plan().falseRollback().lost();
        return lost == 0
                ? said
                : said + "; evidence from before was lost, so twice as much was asked";
    }

    static String worseThanStable(Findings findings) {
        Tick counts = findings.counts();
        return "%s of %s came from %s of the traffic: odds of %s against chance"
                .formatted(
                        PlainNumber.grouped(counts.canary().bad()),
                        findings.measure().count(counts.bad()),
                        PlainNumber.percent(counts.share()),
                        Odds.of(findings.logEvidence()));
    }

    private static String worseThanBefore(Findings findings) {
        Tally canary = findings.counts().canary();
        return "%s in %s requests at 100 %%, more than twice what stable had at most: odds of %s against chance"
                .formatted(
                        findings.measure().count(canary.bad()),
                        PlainNumber.grouped(canary.requests()),
                        Odds.of(findings.logEvidence()));
    }

    static String proven(Excess excess, double weight) {
        return "%s; %s: it may have %s of the traffic"
                .formatted(seen(excess), mayBe(excess), PlainNumber.percent(weight));
    }

    static String open(Excess excess, Optional<Duration> more) {
        return "%s; %s, and %s is allowed: %s"
                .formatted(
                        seen(excess),
                        mayBe(excess),
                        PlainNumber.percent(excess.allowed()),
                        more.map(time -> "about %s more at this rate".formatted(about(time)))
                                .orElse("more traffic as it is now would not prove it"));
    }

    private static String seen(Excess excess) {
        Tally canary = excess.step().canary();
        Tally stable = excess.step().stable();
        return "%s in %s requests of the canary, %s in %s of stable"
                .formatted(
                        excess.measure().count(canary.bad()),
                        PlainNumber.grouped(canary.requests()),
                        PlainNumber.grouped(stable.bad()),
                        PlainNumber.grouped(stable.requests()));
    }

    private static String mayBe(Excess excess) {
        return "at most %s of its requests are bad that would not be with stable"
                .formatted(PlainNumber.percent(excess.most()));
    }

    static String whole(Findings findings) {
        Tally canary = findings.counts().canary();
        return "%s in %s requests at 100 %%: not more than twice what stable had at most, as far as can be said"
                .formatted(
                        findings.measure().count(canary.bad()),
                        PlainNumber.grouped(canary.requests()));
    }

    static String nothingToCompare(Findings findings) {
        Tally canary = findings.counts().canary();
        return "%s in %s requests at 100 %%: nothing to compare with: alerts alone"
                .formatted(
                        findings.measure().count(canary.bad()),
                        PlainNumber.grouped(canary.requests()));
    }

    static String lost() {
        return "the evidence of this release was lost: it begins anew, and asks for twice as much"
                + " before it blames the canary";
    }

    /** Of a sentence, and of readings that are missing in it. */
    static String omitting(String sentence, long count, String last) {
        return "%s; %s left out, the last as: %s"
                .formatted(
                        sentence,
                        count == 1
                                ? "1 reading was"
                                : PlainNumber.grouped(count) + " readings were",
                        last);
    }

    static String uncounted(Stake stake) {
        return "no request of the canary was counted for %s in this step: evidence that is missing moves nothing"
                .formatted(stake.metric().name());
    }

    static String silence(Duration silent) {
        return "nothing was read of the traffic for %s: evidence that is missing moves nothing"
                .formatted(about(silent));
    }

    static String split(SplitCheck split, double wanted) {
        double all = (double) split.canary() + split.stable();
        return "%s of %s requests went to the canary, where %s was wanted: the split is wrong, and nothing is compared until it is right"
                .formatted(
                        PlainNumber.percent(split.canary() / all),
                        PlainNumber.grouped(all),
                        PlainNumber.percent(wanted));
    }

    /** In the largest unit of which there are two. */
    private static String about(Duration time) {
        long seconds = time.toSeconds();
        if (seconds < 2 * MINUTE) {
            return seconds == 1 ? "1 second" : seconds + " seconds";
        }
        return seconds < 2 * HOUR
                ? Math.round((double) seconds / MINUTE) + " minutes"
                : Math.round((double) seconds / HOUR) + " hours";
    }
}
