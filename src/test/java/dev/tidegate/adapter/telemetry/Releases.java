package dev.tidegate.adapter.telemetry;

import dev.tidegate.core.distribution.Distribution;
import dev.tidegate.core.distribution.Version;
import dev.tidegate.core.distribution.Weight;
import dev.tidegate.core.event.Alert;
import dev.tidegate.core.event.RolloutEvent.AlertFired;
import dev.tidegate.core.event.RolloutEvent.DeployStarted;
import dev.tidegate.core.event.ServiceKey;
import dev.tidegate.core.rollout.Availability;
import dev.tidegate.core.rollout.Handled;
import dev.tidegate.core.rollout.Phase;
import dev.tidegate.core.rollout.PodState;
import dev.tidegate.core.rollout.Rollout;
import dev.tidegate.core.rollout.RolloutPlan;
import dev.tidegate.core.rollout.RouteState;
import dev.tidegate.core.routing.Routing;
import dev.tidegate.core.traffic.Traffic;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Rollouts and events to measure. */
final class Releases {

    static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    static final ServiceKey REVIEWS = new ServiceKey("bookinfo", "reviews");
    static final AlertFired ALERT =
            new AlertFired(
                    "a-1",
                    REVIEWS,
                    NOON,
                    new Alert("CanaryErrorRate", "critical", Optional.of("v2"), "f", NOON));

    private Releases() {}

    /** A rollout of reviews v2 in {@code phase} with {@code percent} of the traffic. */
    static Rollout rollout(Phase phase, int percent) {
        var deploy = new DeployStarted("d-1", REVIEWS, NOON, new Version("v2"));
        var split =
                Distribution.split(new Version("v1"), new Version("v2"), new Weight(percent * 100));
        return new Rollout(
                new Rollout.Identity("uid", "reviews-1", plan(), deploy),
                4,
                phase,
                Optional.of(new Version("v1")),
                Optional.of(new Traffic(split)),
                4,
                List.of(),
                new Handled(List.of(), Optional.empty(), List.of()),
                Optional.empty(),
                RouteState.UNKNOWN,
                PodState.NONE,
                List.of(),
                Optional.empty());
    }

    private static RolloutPlan plan() {
        return new RolloutPlan(
                new Routing(
                        List.of(
                                new Routing.VirtualServiceRef(
                                        "bookinfo",
                                        "reviews",
                                        List.of(),
                                        List.of(),
                                        List.of(),
                                        List.of())),
                        new Routing.Subsets("bookinfo", "reviews", "version", Optional.empty())),
                List.of(),
                Duration.ZERO,
                Duration.ofMinutes(10),
                Duration.ofSeconds(2),
                "{service}-{version}",
                new RolloutPlan.OnAlert(List.of("critical"), RolloutPlan.Unversioned.ROLLBACK),
                RolloutPlan.OnNewDeploy.SUPERSEDE,
                RolloutPlan.OnDrift.REVERT,
                Availability.DEFAULT);
    }
}
