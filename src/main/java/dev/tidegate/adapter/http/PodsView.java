package dev.tidegate.adapter.http;

import dev.tidegate.core.distribution.Version;
import dev.tidegate.core.rollout.Rollout;
import dev.tidegate.core.rollout.Scaling;
import dev.tidegate.core.rollout.Scalings;

import java.time.Instant;
import java.util.List;

/**
 * What a release did to the pods of a version.
 *
 * @param from how many its Deployment wanted before
 * @param to how many it shall want; the same when it is left alone
 * @param at when it was decided
 * @param done whether it was carried out, or is left alone for good
 * @param cause why, for a person
 */
public record PodsView(String version, long from, long to, Instant at, boolean done, String cause) {

    static List<PodsView> of(Rollout rollout) {
        return Scalings.versions(rollout)
                .flatMap(version -> Scalings.of(rollout, version).map(s -> of(version, s)).stream())
                .toList();
    }

    private static PodsView of(Version version, Scaling scaling) {
        return new PodsView(
                version.name(),
                scaling.from(),
                scaling.to(),
                scaling.at(),
                !scaling.open(),
                scaling.cause());
    }
}
