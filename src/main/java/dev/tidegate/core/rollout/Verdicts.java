package dev.tidegate.core.rollout;

import dev.tidegate.core.analysis.Verdict;
import dev.tidegate.core.event.VerdictTold;
import dev.tidegate.core.rollout.Phase.Live;
import dev.tidegate.core.rollout.Phase.Progressing;
import dev.tidegate.core.rollout.Phase.RollingBack;

import java.time.Instant;
import java.util.Optional;

/**
 * What a verdict of the analysis does. That the canary is worse takes its traffic back in every
 * phase, whichever step the analysis knew: evidence goes on from step to step. What is proven, or
 * unclear, is so in one step alone.
 */
final class Verdicts {

    private Verdicts() {}

    static Decision decide(Transition transition, Live live, VerdictTold told) {
        Rollout rollout = transition.from();
        if (!told.rolloutUid().equals(rollout.identity().uid())) {
            return new Decision.Unchanged(
                    "the verdict is stale: it is of release %s, and %s is live"
                            .formatted(told.rolloutUid(), rollout.identity().name()));
        }
        if (live instanceof RollingBack) {
            return new Decision.Unchanged("it is rolling back already");
        }
        Optional<Analysis> analysis = rollout.plan().analysis();
        if (analysis.isEmpty()) {
            return new Decision.Unchanged(
                    "%s asks for no evidence".formatted(rollout.identity().name()));
        }
        boolean acts = analysis.get().act() && !rollout.plan().dryRun();
        int stage = live.stage(rollout.plan());
        if (told.verdict() instanceof Verdict.Worse worse && acts) {
            return new Transition(judging(rollout, told, transition.now()), told, transition.now())
                    .rollBack(EvidenceText.cause(worse.sentence()));
        }
        if (told.stage() != stage && !(told.verdict() instanceof Verdict.Worse)) {
            return new Decision.Unchanged(
                    "the verdict is stale: it is of stage %d, and %s is in stage %d"
                            .formatted(told.stage() + 1, rollout.identity().name(), stage + 1));
        }
        return known(transition, live, told, acts);
    }

    private static Decision known(
            Transition transition, Live live, VerdictTold told, boolean acts) {
        Rollout before = transition.from();
        Rollout after = judging(before, told, transition.now());
        if (acts
                && live instanceof Progressing p
                && p.held().isPresent()
                && Proving.asked(after, p.step()).isPresent()
                && Proving.next(after, p.step()).isPresent()) {
            return Proving.over(new Transition(after, told, transition.now()), p);
        }
        return after.judged().equals(before.judged())
                ? new Decision.Unchanged("it was told before: " + told.verdict().sentence())
                : new Decision.Noted(after, Optional.empty(), told.verdict().sentence());
    }

    /**
     * The rollout, knowing the verdict, and due to go on if that proves what its step waits for.
     * The same when it tells nothing that is shown.
     */
    static Rollout remembering(Rollout rollout, VerdictTold told, Instant now) {
        Rollout after = judging(rollout, told, now);
        return after.phase() instanceof Phase.Pausable phase
                ? after.withRoutes(after.routes(), Proving.due(after, phase))
                : after;
    }

    private static Rollout judging(Rollout rollout, VerdictTold told, Instant now) {
        if (!(rollout.phase() instanceof Live live)) {
            return rollout;
        }
        int stage = live.stage(rollout.plan());
        Said said = Said.of(told.verdict(), now);
        double share =
                told.verdict() instanceof Verdict.Proven proven && told.stage() == stage
                        ? proven.weight()
                        : 0;
        Optional<Judged> before = rollout.judged();
        Judged after = Judged.and(before, stage, said, share);
        boolean news =
                before.filter(known -> known.stage() == stage && !known.silent())
                                .flatMap(Judged::said)
                                .filter(said::repeats)
                                .isEmpty()
                        || goesFurther(rollout, stage, after.proven());
        return news ? rollout.judging(after) : rollout;
    }

    /** Whether more is proven than before, so that a release can go further by it. */
    private static boolean goesFurther(Rollout rollout, int stage, double proven) {
        double before = Judged.provenIn(rollout.judged(), stage);
        return proven > before
                && !ProvenSteps.after(rollout.plan().steps(), stage, proven)
                        .equals(ProvenSteps.after(rollout.plan().steps(), stage, before));
    }
}
