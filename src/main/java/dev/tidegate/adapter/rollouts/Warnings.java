package dev.tidegate.adapter.rollouts;

import dev.tidegate.core.distribution.Version;
import dev.tidegate.core.rollout.Rollout;
import dev.tidegate.core.rollout.Scaling;
import dev.tidegate.core.rollout.Scalings;

import org.jboss.logging.Logger;

/** What Events tell of a release, besides its opening. */
record Warnings(ClusterEvents events) {

    private static final Logger LOG = Logger.getLogger(Warnings.class);

    /** Tells what a commit has changed: each move, and what began to be in the way. */
    void committed(Rollout before, Rollout next) {
        next.history().stream()
                .filter(m -> m.revision() > before.revision())
                .forEach(m -> events.tell(next, m));
        next.routes()
                .problem()
                .filter(_ -> before.routes().problem().isEmpty())
                .ifPresent(p -> events.warn(next, "Stalled", p));
        next.pods()
                .waits()
                .filter(_ -> before.pods().waits().isEmpty())
                .ifPresent(w -> events.warn(next, "Stalled", w));
        scaled(before, next);
    }

    /** What became of pods, once: done or left alone. */
    private void scaled(Rollout before, Rollout next) {
        for (Version version : Scalings.untold(next)) {
            Scaling scaling = Scalings.of(next, version).orElseThrow();
            if (Scalings.of(before, version).filter(s -> !s.open()).isEmpty()) {
                events.tell(next, version, scaling);
            }
        }
    }

    /** A deleted rollout moves nothing any more: what it had given the canary stays there. */
    void split(Rollout rollout) {
        if (rollout.live() && rollout.traffic().isPresent() && !rollout.plan().dryRun()) {
            events.warn(
                    rollout,
                    "DeletedWhileLive",
                    "deleted in %s: the routes stay at %s, and no alert takes %s back; deploy a version, or set the weights by hand; abort a release before you delete it"
                            .formatted(
                                    rollout.phase().title(),
                                    rollout.traffic().get(),
                                    rollout.canary()));
        }
    }

    /** What still works without a policy, and what does not. */
    void missingPolicy(Rollout rollout) {
        String what =
                "RolloutPolicy %s was deleted: this release goes on by its own copy, and alerts roll it back, but no alert is remembered for the next release, and none starts; apply the policy again"
                        .formatted(rollout.service().name());
        LOG.warnf("%s: %s", rollout.identity().name(), what);
        events.warn(rollout, "PolicyDeleted", what);
    }
}
