package dev.tidegate.core.analysis;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Tells what the evidence says at a time. Worse goes before proven; while the split is wrong there
 * is neither, and nothing is proven of which nothing was counted in this step.
 */
public final class Judge {

    private static final Duration SILENCE = Duration.ofSeconds(30);
    private static final double MILLIS = 1_000;

    private final Evidence evidence;
    private final Instant now;
    private final Findings findings;

    private Judge(Evidence evidence, Instant now) {
        this.evidence = evidence;
        this.now = now;
        findings = evidence.step().whole() ? whole(evidence) : split(evidence);
    }

    /** The verdict; {@code now} not before what the evidence has heard. */
    public static Verdict verdict(Evidence evidence, Instant now) {
        return new Judge(evidence, now).verdict();
    }

    /**
     * Whether the verdict is worse; without what a verdict tells, so that it may be asked of each
     * of a million readings.
     */
    public static boolean worse(Evidence evidence) {
        FalseRollback chance = evidence.plan().falseRollback();
        boolean most =
                evidence.step().whole()
                        ? evidence.logBake() >= chance.bakeThreshold()
                        : evidence.logSplit() >= chance.splitThreshold();
        return most && !evidence.wrongSplit();
    }

    /** The weight that is proven by what was heard, 0 to 1; 0 when none is. In the same way. */
    public static double provenWeight(Evidence evidence) {
        return evidence.wrongSplit() || evidence.step().whole() || evidence.uncounted().isPresent()
                ? 0
                : weight(evidence, bounds(evidence, 1), requestsPerSecond(evidence));
    }

    private static Findings split(Evidence evidence) {
        MeasureEvidence leading = evidence.leading(known -> known.test().logEvidence());
        return new Findings(
                leading.measure(),
                leading.total(),
                evidence.logSplit(),
                evidence.plan().falseRollback().splitThreshold(),
                bounds(evidence, 1));
    }

    private static Findings whole(Evidence evidence) {
        MeasureEvidence leading =
                evidence.leading(
                        known ->
                                known.bake() == null && evidence.baking()
                                        ? Double.NEGATIVE_INFINITY
                                        : known.logBake());
        return new Findings(
                leading.measure(),
                leading.step(),
                evidence.logBake(),
                evidence.plan().falseRollback().bakeThreshold(),
                List.of());
    }

    private static List<Excess> bounds(Evidence evidence, double times) {
        double doubt = evidence.plan().doubt();
        return evidence.stakes().stream().map(known -> Excess.of(known, doubt, times)).toList();
    }

    private Verdict verdict() {
        Step step = evidence.step();
        boolean wrong = evidence.wrongSplit();
        if (worse(evidence)) {
            return new Verdict.Worse(findings, Sentences.worse(evidence, findings));
        }
        if (Duration.between(evidence.heard(), now).compareTo(SILENCE) > 0) {
            return unclear(Sentences.silence(Duration.between(evidence.heard(), now)));
        }
        if (step.whole()) {
            return unclear(
                    evidence.baking()
                            ? Sentences.whole(findings)
                            : Sentences.nothingToCompare(findings));
        }
        if (wrong) {
            return unclear(Sentences.split(evidence.split(), step.weight()));
        }
        Optional<Stake> uncounted = evidence.uncounted();
        if (uncounted.isPresent()) {
            return unclear(Sentences.uncounted(uncounted.get()));
        }
        double weight = weight(evidence, findings.bounds(), requestsPerSecond(evidence));
        if (weight > step.weight()) {
            return new Verdict.Proven(findings, Sentences.proven(widest(), weight), weight);
        }
        return unclear(Sentences.open(widest(), more()));
    }

    private Verdict unclear(String sentence) {
        return new Verdict.Unclear(findings, sentence);
    }

    /** The bound that holds the release, or would be the first to. */
    private Excess widest() {
        return findings.bounds().stream()
                .max(Comparator.comparingDouble(Excess::above))
                .orElseThrow();
    }

    /** The weight that the canary may have by these bounds, 0 to 1. */
    private static double weight(
            Evidence evidence, List<Excess> bounds, double requestsPerSecond) {
        if (bounds.stream().allMatch(bound -> bound.above() <= 0)) {
            return 1;
        }
        HarmBudget budget =
                new HarmBudget(
                        Math.max(0, evidence.plan().harm() - evidence.harmed()),
                        evidence.plan().lag(),
                        requestsPerSecond);
        return bounds.stream()
                .mapToDouble(bound -> budget.weight(bound.most()))
                .min()
                .orElseThrow();
    }

    private static double seconds(Evidence evidence) {
        return Duration.between(evidence.step().settled(), evidence.heard()).toMillis() / MILLIS;
    }

    private static double requestsPerSecond(Evidence evidence) {
        SplitCheck split = evidence.split();
        double seconds = seconds(evidence);
        return seconds <= 0 ? 0 : ((double) split.canary() + split.stable()) / seconds;
    }

    /** How much longer it takes at this rate, when all goes on as it was. */
    private Optional<Duration> more() {
        return MoreTraffic.until(
                times ->
                        weight(evidence, bounds(evidence, times), requestsPerSecond(evidence))
                                > evidence.step().weight(),
                seconds(evidence));
    }
}
