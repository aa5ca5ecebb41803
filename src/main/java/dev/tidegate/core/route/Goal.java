package dev.tidegate.core.route;

import dev.tidegate.core.distribution.Distribution;
import dev.tidegate.core.distribution.Version;
import dev.tidegate.core.distribution.Weight;
import dev.tidegate.core.traffic.AnswerCookie;
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
 * @param canary the version that is released
 */
public record Goal(Traffic traffic, Set<Version> versions, boolean retreat, Version canary) {

    /** The goal of a release that wants this traffic. */
    public static Goal of(Release release, Traffic traffic) {
        Set<Version> versions = new LinkedHashSet<>(traffic.everybody().weights().keySet());
        release.stable().ifPresent(versions::add);
        versions.add(release.canary());
        return new Goal(traffic, versions, release.retreats(), release.canary());
    }

    /** How everybody's requests are to be divided. */
    public Distribution wanted() {
        return traffic.everybody();
    }

    /**
     * The cookies that clients are given anew who stay with their version: the canary's. Another's
     * is over some time after it was given, so that a larger weight moves clients that never rest.
     */
    public List<AnswerCookie> renewed() {
        return traffic.cookies().stream().filter(c -> c.version().equals(canary)).toList();
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
