package dev.tidegate.core.route;

import dev.tidegate.core.distribution.Distribution;
import dev.tidegate.core.distribution.Version;
import dev.tidegate.core.distribution.Weight;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What the routes must carry.
 *
 * @param wanted the distribution among the versions
 * @param versions those the release moves traffic between
 * @param retreat whether the canary's traffic is taken away: then a missing object is no obstacle
 */
public record Goal(Distribution wanted, Set<Version> versions, boolean retreat) {

    /** The goal of a release that wants this distribution. */
    public static Goal of(Release release, Distribution wanted) {
        Set<Version> versions = new LinkedHashSet<>(wanted.weights().keySet());
        release.stable().ifPresent(versions::add);
        versions.add(release.canary());
        return new Goal(wanted, versions, release.retreats());
    }

    /** The versions that must get traffic. */
    public List<Version> carriers() {
        return wanted.weights().keySet().stream()
                .filter(v -> !wanted.weightOf(v).equals(Weight.ZERO))
                .toList();
    }
}
