package dev.tidegate.core.rollout;

import dev.tidegate.core.analysis.Compared;
import dev.tidegate.core.analysis.LiveRelease;
import dev.tidegate.core.distribution.Weight;
import dev.tidegate.core.routing.Routing;
import dev.tidegate.core.traffic.Traffic;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Shows a rollout as the analysis of its evidence sees it. */
public final class LiveReleases {

    private LiveReleases() {}

    /**
     * What is to be judged; empty while nothing is: the plan asks for no evidence, no request is to
     * go to the canary (yet, as before the first step, or any more, as in a rollback), the release
     * has ended, or it is a dry run, in which no request ever goes there.
     */
    public static Optional<LiveRelease> of(Rollout rollout) {
        return rollout.plan()
                .analysis()
                .filter(_ -> !rollout.plan().dryRun() && rollout.reachesCanary())
                .flatMap(
                        analysis ->
                                rollout.phase() instanceof Phase.Live live
                                                && live.acting() instanceof Phase.Pausable acting
                                        ? of(rollout, analysis, live.stage(rollout.plan()), acting)
                                        : Optional.empty());
    }

    private static Optional<LiveRelease> of(
            Rollout rollout, Analysis analysis, int stage, Phase.Pausable acting) {
        return rollout.stable()
                .filter(stable -> !stable.equals(rollout.canary()))
                .flatMap(
                        stable ->
                                rollout.traffic()
                                        .map(
                                                traffic ->
                                                        new LiveRelease(
                                                                rollout.identity().uid(),
                                                                rollout.revision(),
                                                                stage,
                                                                new Compared(
                                                                        rollout.canary().name(),
                                                                        stable.name()),
                                                                analysis.plan(),
                                                                step(rollout, traffic, acting),
                                                                routes(rollout.plan().routing()),
                                                                analysis.act())));
    }

    private static dev.tidegate.core.analysis.Step step(
            Rollout rollout, Traffic traffic, Phase.Pausable acting) {
        return new dev.tidegate.core.analysis.Step(
                (double) rollout.canaryWeight().basisPoints() / Weight.WHOLE,
                began(rollout, acting).plus(rollout.plan().propagation()),
                traffic.segments().isEmpty() && traffic.cookies().isEmpty());
    }

    /**
     * When the weights were acknowledged: not before the move that wanted them, and later by what
     * the hold ends later for a late acknowledgement. What it ends later for a pause is no part of
     * it.
     */
    static Instant began(Rollout rollout, Phase.Pausable acting) {
        Instant wanted =
                rollout.history().stream()
                        .filter(move -> move.revision() == rollout.wantedRevision())
                        .findFirst()
                        .map(Move::at)
                        .orElse(acting.since());
        Duration paused = new History(rollout).paused(acting.since());
        return acting.hold(rollout.plan())
                .flatMap(hold -> acting.due().map(due -> due.minus(hold).minus(paused)))
                .filter(began -> began.isAfter(wanted))
                .orElse(wanted);
    }

    private static List<String> routes(Routing routing) {
        return routing.virtualServices().stream()
                .flatMap(ref -> ref.http().stream())
                .distinct()
                .toList();
    }
}
