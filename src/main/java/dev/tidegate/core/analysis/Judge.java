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

    private static final Duration SILENCE = Duration.ofSeconds(28);
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
        return judgement(evidence, now).verdict();
    }

    /** The verdict with its kind. */
    static Judgement judgement(Evidence evidence, Instant now) {
        return new Judge(evidence, now).judgement();
    }

    /** Whether nothing can be said after so long without readings; 2 s before half a minute. */
    static boolean silent(Duration time) {
        return time.compareTo(SILENCE) > 0;
    }

    /** That the evidence was lost, and begins anew. */
    static Judgement lost(Evidence anew) {
        return new Judge(anew, anew.heard()).unclear(Reason.LOST, Sentences.lost());
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

    private Judgement judgement() {
        Step step = evidence.step();
        boolean wrong = evidence.wrongSplit();
        if (findings.worse() && !wrong) {
            return new Judgement(
                    Reason.WORSE, new Verdict.Worse(findings, Sentences.worse(evidence, findings)));
        }
        Duration silent = Duration.between(evidence.heard(), now);
        if (silent(silent)) {
            return unclear(Reason.SILENT, Sentences.silence(silent));
        }
        if (step.whole()) {
            return evidence.baking()
                    ? unclear(Reason.WHOLE, Sentences.whole(findings))
                    : unclear(Reason.ALONE, Sentences.nothingToCompare(findings));
        }
        if (wrong) {
            return unclear(Reason.SPLIT, Sentences.split(evidence.split(), step.weight()));
        }
        Optional<Stake> uncounted = evidence.uncounted();
        if (uncounted.isPresent()) {
            return unclear(Reason.UNCOUNTED, Sentences.uncounted(uncounted.get()));
        }
        double weight = weight(findings.bounds(), requestsPerSecond());
        if (weight > step.weight()) {
            return new Judgement(
                    Reason.PROVEN,
                    new Verdict.Proven(findings, Sentences.proven(widest(), weight), weight));
        }
        return unclear(Reason.OPEN, Sentences.open(widest(), more()));
    }

    private Judgement unclear(Reason reason, String sentence) {
        return new Judgement(reason, new Verdict.Unclear(findings, sentence));
    }

    /** The bound that holds the release, or would be the first to. */
    private Excess widest() {
        return findings.bounds().stream()
                .max(Comparator.comparingDouble(Excess::above))
                .orElseThrow();
    }

    /** The weight that the canary may have by these bounds, 0 to 1. */
    private double weight(List<Excess> bounds, double requestsPerSecond) {
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

    private double seconds() {
        return Duration.between(evidence.step().settled(), evidence.heard()).toMillis() / MILLIS;
    }

    private double requestsPerSecond() {
        SplitCheck split = evidence.split();
        double seconds = seconds();
        return seconds <= 0 ? 0 : ((double) split.canary() + split.stable()) / seconds;
    }

    /** How much longer it takes at this rate, when all goes on as it was. */
    private Optional<Duration> more() {
        return MoreTraffic.until(
                times ->
                        weight(bounds(evidence, times), requestsPerSecond())
                                > evidence.step().weight(),
                seconds());
    }
}
