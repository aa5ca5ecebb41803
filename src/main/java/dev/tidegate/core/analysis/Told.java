package dev.tidegate.core.analysis;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What was told of a release, so that nothing is told too often.
 *
 * @param worse that verdict, which stays; empty when the canary is not worse
 * @param reason the kind of what was told last
 * @param at when that was; the epoch when nothing was told
 * @param proven the highest weight told as proven in this stage; 0 when none was
 * @param judged when the evidence was judged last
 * @param omitted how many readings had been left out when it was told last
 */
public record Told(
        Optional<Verdict.Worse> worse,
        Reason reason,
        Instant at,
        double proven,
        Instant judged,
        long omitted) {

    private static final Duration WORSE_EACH = Duration.ofSeconds(10);
    private static final Duration AGAIN_EACH = Duration.ofSeconds(30);
    private static final Duration JUDGED_EACH = Duration.ofSeconds(1);

    private static final double NOTABLY = 1.05;
    private static final double HALF = 0.5;

    static Told nothing(long omitted) {
        return new Told(Optional.empty(), Reason.NOTHING, Instant.EPOCH, 0, Instant.EPOCH, omitted);
    }

    /** In another stage, of which nothing is proven. */
    Told nextStage() {
        return new Told(worse, Reason.NOTHING, at, 0, judged, omitted);
    }

    /** Whether a verdict of a kind is due. */
    boolean due(Judgement judgement, Instant now) {
        boolean again = passed(at, AGAIN_EACH, now);
        return switch (judgement.verdict()) {
            case Verdict.Worse _ -> worse.isEmpty() || passed(at, WORSE_EACH, now);
            case Verdict.Proven it -> again || reason != Reason.PROVEN || grown(it.weight());
            case Verdict.Unclear _ -> again || changed(judgement.reason());
        };
    }

    /** A little more is told with the next half minute: each second would be noise. */
    private boolean grown(double weight) {
        return weight >= proven * NOTABLY || (weight > proven && weight >= HALF);
    }

    /** What is proven in a stage stays so; that its bound widens again is no news. */
    private boolean changed(Reason next) {
        return next != reason && !(next == Reason.OPEN && reason == Reason.PROVEN);
    }

    /** Whether the evidence may be judged again. */
    boolean judgedLongAgo(Instant now) {
        return passed(judged, JUDGED_EACH, now);
    }

    /** Whether time alone makes something due. */
    boolean mayBeDue(Instant now, Duration silent) {
        return passed(at, worse.isPresent() ? WORSE_EACH : AGAIN_EACH, now)
                || (worse.isEmpty() && reason != Reason.SILENT && Judge.silent(silent));
    }

    Told judgedAt(Instant now) {
        return new Told(worse, reason, at, proven, now, omitted);
    }

    Told telling(Judgement judgement, Instant now, long omittedNow) {
        Verdict verdict = judgement.verdict();
        return new Told(
                verdict instanceof Verdict.Worse it ? Optional.of(it) : worse,
                judgement.reason(),
                now,
                verdict instanceof Verdict.Proven it ? Math.max(proven, it.weight()) : proven,
                now,
                omittedNow);
    }

    /** A time that lies ahead was of a wrong clock, and holds nothing up. */
    private static boolean passed(Instant since, Duration time, Instant now) {
        return now.isBefore(since) || Duration.between(since, now).compareTo(time) >= 0;
    }
}
