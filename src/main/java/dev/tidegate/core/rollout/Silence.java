package dev.tidegate.core.rollout;

import java.time.Instant;
import java.util.Optional;

/**
 * That nothing was told of a release's evidence in time: the release says so itself. It is asked of
 * each step that lasts until the next one is proven, and of a release of which nothing was told at
 * all.
 */
final class Silence {

    private Silence() {}

    /** When it is to be said; empty while there is nothing to say. */
    static Optional<Instant> at(Rollout rollout) {
        return LiveReleases.of(rollout)
                .filter(live -> missing(rollout, live.stage()))
                .flatMap(
                        _ ->
                                rollout.phase() instanceof Phase.Pausable phase
                                        ? Optional.of(
                                                LiveReleases.began(rollout, phase)
                                                        .plus(EvidenceText.SOON))
                                        : Optional.empty());
    }

    /** The release says so, in an outcome of its own; empty when it need not. */
    static Optional<Decision> decide(Transition transition) {
        Rollout rollout = transition.from();
        return at(rollout)
                .filter(at -> !transition.now().isBefore(at))
                .flatMap(
                        _ ->
                                rollout.phase() instanceof Phase.Live live
                                        ? Optional.of(said(transition, live))
                                        : Optional.empty());
    }

    private static Decision said(Transition transition, Phase.Live live) {
        Rollout rollout = transition.from();
        int stage = live.stage(rollout.plan());
        Rollout silent = rollout.judging(Judged.silent(stage, rollout.judged()));
        return new Transition(silent, transition.event(), transition.now())
                .to(live, EvidenceText.cause(EvidenceText.last(silent)));
    }

    private static boolean missing(Rollout rollout, int stage) {
        boolean asked =
                stage < rollout.plan().steps().size() && Proving.asked(rollout, stage).isPresent();
        return rollout.judged().filter(judged -> !asked || judged.stage() == stage).isEmpty();
    }
}
