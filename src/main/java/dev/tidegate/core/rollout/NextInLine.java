package dev.tidegate.core.rollout;

import dev.tidegate.core.event.RolloutEvent.DeployStarted;
import dev.tidegate.core.text.TimeText;

import java.util.Optional;

/**
 * The one deployment that waits for a release's end: a newer one takes its place, no older one. A
 * way back that a person wants takes the place of any deployment, and gives it up to none.
 */
record NextInLine(Rollout rollout) {

    /** The one that waits, if it is another than this. */
    Optional<DeployStarted> otherThan(DeployStarted deploy) {
        return rollout.next().filter(next -> !next.id().equals(deploy.id()));
    }

    /** Why the deployment is not released, for a person: one that waits is newer. */
    Optional<String> newerThan(DeployStarted deploy) {
        return otherThan(deploy)
                .filter(waiting -> comesAfter(deploy, waiting))
                .map(
                        waiting ->
                                waiting.leaves().isPresent() && deploy.leaves().isEmpty()
                                        ? "%s goes back to %s when %s has ended; deploy %s again after that"
                                                .formatted(
                                                        rollout.service(),
                                                        waiting.version(),
                                                        rollout.identity().name(),
                                                        deploy.version())
                                        : "the deployment of %s is older (%s) than the one of %s (%s) that waits for the end of %s"
                                                .formatted(
                                                        deploy.version(),
                                                        TimeText.moment(deploy.time()),
                                                        waiting.version(),
                                                        TimeText.moment(waiting.time()),
                                                        rollout.identity().name()));
    }

    private static boolean comesAfter(DeployStarted deploy, DeployStarted waiting) {
        return deploy.leaves().isPresent() == waiting.leaves().isPresent()
                ? deploy.isOlderThan(waiting)
                : waiting.leaves().isPresent();
    }

    /** Why one that waited is not released: what has taken its place. */
    static String replaced(DeployStarted waiting, String what) {
        return "%s, in place of the older deployment of %s (%s), which is not released"
                .formatted(what, waiting.version(), TimeText.moment(waiting.time()));
    }
}
