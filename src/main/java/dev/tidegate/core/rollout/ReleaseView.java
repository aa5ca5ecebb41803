package dev.tidegate.core.rollout;

import dev.tidegate.core.distribution.Version;
import dev.tidegate.core.distribution.Weight;
import dev.tidegate.core.route.Release;
import dev.tidegate.core.route.RouteStage;

import java.util.Optional;
import java.util.stream.Collectors;

/** Shows a rollout as its routes see it. */
public final class ReleaseView {

    private ReleaseView() {}

    /** What {@code rollout} wants of its routes, and knows of them. */
    public static Release of(Rollout rollout) {
        RouteState routes = rollout.routes();
        return new Release(
                new Release.Identity(
                        rollout.service(),
                        rollout.identity().name(),
                        rollout.identity().uid(),
                        rollout.canary(),
                        rollout.plan().routing()),
                rollout.wantedRevision(),
                stage(rollout.phase()),
                rollout.phase() instanceof Phase.Paused,
                rollout.stable(),
                rollout.traffic(),
                new Release.Known(
                        routes.host(),
                        routes.prior(),
                        routes.acknowledged() == rollout.wantedRevision(),
                        rollout.plan().steps().stream()
                                .map(step -> step.traffic().mirror())
                                .filter(share -> !share.equals(Weight.ZERO))
                                .collect(Collectors.toSet())));
    }

    /** The version that all requests go to after this rollout's end, as far as it is known. */
    public static Optional<Version> carriedAfter(Rollout ended) {
        return ended.phase() instanceof Phase.Succeeded && !ended.plan().dryRun()
                ? Optional.of(ended.canary())
                : ended.stable();
    }

    /** Why a rollout is where it is, when its phase has a reason; that of a dry run says so. */
    public static Optional<String> why(Rollout rollout) {
        return rollout.phase().why().map(why -> Move.told(rollout.plan(), why));
    }

    private static RouteStage stage(Phase phase) {
        return switch (phase) {
            case Phase.Pending _, Phase.Failed _ -> RouteStage.UNTOUCHED;
            case Phase.Preparing _ -> RouteStage.PREPARING;
            case Phase.Progressing _, Phase.Baking _ -> RouteStage.MOVING;
            case Phase.Paused paused -> stage(paused.interrupted());
            case Phase.RollingBack _ -> RouteStage.RETREATING;
            case Phase.Succeeded _ -> RouteStage.MOVED;
            case Phase.RolledBack _, Phase.Superseded _ -> RouteStage.RETREATED;
        };
    }
}
