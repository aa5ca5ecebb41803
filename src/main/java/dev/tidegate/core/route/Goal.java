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
public record Goal(Distribution wanted, Set<Version> versions, boolean retreat) {

    public static Goal of(Rollout rollout, Distribution wanted) {
        Set<Version> versions = new LinkedHashSet<>(wanted.weights().keySet());
        rollout.stable().ifPresent(versions::add);
        versions.add(rollout.canary());
        return new Goal(wanted, versions, retreats(rollout));
    }

    private static boolean retreats(Rollout rollout) {
        return rollout.canaryWeight().equals(Weight.ZERO)
                && switch (rollout.phase()) {
                    case Phase.RollingBack _, Phase.RolledBack _, Phase.Superseded _ -> true;
                    case Phase.Pending _, Phase.Preparing _, Phase.Progressing _ -> false;
                    case Phase.Paused _, Phase.Baking _, Phase.Succeeded _, Phase.Failed _ -> false;
                };
    }

    /** The versions that must get traffic. */
    public List<Version> carriers() {
        return wanted.weights().keySet().stream()
                .filter(v -> !wanted.weightOf(v).equals(Weight.ZERO))
                .toList();
    }
}
