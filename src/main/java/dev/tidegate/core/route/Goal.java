package dev.tidegate.core.route;

import dev.tidegate.core.distribution.Distribution;
import dev.tidegate.core.distribution.Version;
import dev.tidegate.core.distribution.Weight;
import dev.tidegate.core.rollout.Phase;
import dev.tidegate.core.rollout.Rollout;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What the routes must carry.
 *
 * @param wanted the distribution among the versions
 * @param versions those the rollout moves traffic between
 * @param retreat whether the canary's traffic is taken away: then a missing object is no obstacle
 */
record Goal(Distribution wanted, Set<Version> versions, boolean retreat) {

    static Goal of(Rollout rollout, Distribution wanted) {
        Set<Version> versions = new LinkedHashSet<>(wanted.weights().keySet());
        rollout.stable().ifPresent(versions::add);
        versions.add(rollout.canary());
        return new Goal(wanted, versions, retreats(rollout));
    }

    private static boolean retreats(Rollout rollout) {
        return rollout.canaryWeight().equals(Weight.ZERO)
                && switch (rollout.phase()) {
                    case Phase.RollingBack rolling -> true;
                    case Phase.RolledBack rolled -> true;
                    case Phase.Superseded superseded -> true;
                    case Phase.Pending pending -> false;
                    case Phase.Preparing preparing -> false;
                    case Phase.Progressing progressing -> false;
                    case Phase.Paused paused -> false;
                    case Phase.Baking baking -> false;
                    case Phase.Succeeded succeeded -> false;
                    case Phase.Failed failed -> false;
                };
    }

    /** The versions that must get traffic. */
    List<Version> carriers() {
        return wanted.weights().keySet().stream()
                .filter(v -> !wanted.weightOf(v).equals(Weight.ZERO))
                .toList();
    }
}
