package dev.tidegate.core.route;

import dev.tidegate.core.distribution.Distribution;
import dev.tidegate.core.distribution.Version;
import dev.tidegate.core.distribution.Weight;
import dev.tidegate.core.traffic.Traffic;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What the routes must carry.
 *
 * @param traffic among the versions
 * @param versions those the release moves traffic between
 * @param retreat whether the canary's traffic is taken away: then a missing object is no obstacle
 */
public record Goal(Traffic traffic, Set<Version> versions, boolean retreat) {

    /** The goal of a release that wants this traffic. */
    public static Goal of(Release release, Traffic traffic) {
        Set<Version> versions = new LinkedHashSet<>(traffic.everybody().weights().keySet());
        release.stable().ifPresent(versions::add);
        versions.add(release.canary());
        return new Goal(traffic, versions, release.retreats());
    }

    /** How everybody's requests are to be divided. */
    public Distribution wanted() {
        return traffic.everybody();
    }

    /** The versions that any request must go to. */
    public Set<Version> reached() {
        Set<Version> reached = new LinkedHashSet<>(carriers());
        traffic.segments().forEach(segment -> reached.addAll(segment.carriers()));
        traffic.mirrors().forEach(mirror -> reached.add(mirror.to()));
        return reached;
    }

    /** The versions that must get a share of everybody's requests. */
    public List<Version> carriers() {
        return wanted().weights().keySet().stream()
                .filter(v -> !wanted().weightOf(v).equals(Weight.ZERO))
                .toList();
    }
}
