package dev.tidegate.adapter.http;

import dev.tidegate.controller.RolloutStore.Stored;
import dev.tidegate.core.distribution.Distribution;
import dev.tidegate.core.distribution.Version;
import dev.tidegate.core.distribution.Weight;
import dev.tidegate.core.event.Initiator;
import dev.tidegate.core.event.RolloutEvent.DeployStarted;
import dev.tidegate.core.event.ServiceKey;
import dev.tidegate.core.rollout.Availability;
import dev.tidegate.core.rollout.Move;
import dev.tidegate.core.rollout.Phase;
import dev.tidegate.core.rollout.PodState;
import dev.tidegate.core.rollout.Rollout;
import dev.tidegate.core.rollout.RolloutPlan;
import dev.tidegate.core.rollout.RouteState;
import dev.tidegate.core.rollout.Step;
import dev.tidegate.core.routing.Routing;
import dev.tidegate.core.traffic.Traffic;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Rollouts to show. */
final class Rollouts {

    static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    static final Optional<Initiator> ANN = Optional.of(new Initiator("ann", "it is late"));

    private Rollouts() {}

    /** Rollout {@code number} of the service, in {@code phase}, with 25 % on v2. */
    static Stored stored(String namespace, String service, int number, Phase phase) {
        var key = new ServiceKey(namespace, service);
        var v1 = new Version("v1");
        var v2 = new Version("v2");
        var quarter = new Weight(2_500);
        var deploy = new DeployStarted("d-" + number, key, NOON, v2);
        var identity =
                new Rollout.Identity("uid-" + number, service + "-" + number, plan(), deploy);
        var opened = Rollout.opened(identity, NOON);
        var move =
                new Move(
                        2,
                        NOON.plusSeconds(60),
                        phase.kind(),
                        2,
                        quarter,
                        "skip by ann",
                        "c-1",
                        ANN);
        var rollout =
                new Rollout(
                        identity,
                        2,
                        phase,
                        Optional.of(v1),
                        Optional.of(new Traffic(Distribution.split(v1, v2, quarter))),
                        2,
                        List.of(opened.history().getFirst(), move),
                        opened.handled(),
                        Optional.of(new DeployStarted("d-9", key, NOON, new Version("v3"))),
                        RouteState.UNKNOWN,
                        PodState.NONE,
                        List.of(),
                        Optional.empty());
        return new Stored(rollout, number, "1", 2);
    }

    private static RolloutPlan plan() {
        var reviews =
                new Routing.VirtualServiceRef(
                        "bookinfo", "reviews", List.of("primary"), List.of(), List.of(), List.of());
        return new RolloutPlan(
                new Routing(
                        List.of(reviews),
                        new Routing.Subsets("bookinfo", "reviews", "version", Optional.empty())),
                List.of(
                        new Step(new Weight(500), Duration.ofMinutes(2), false),
                        new Step(new Weight(2_500), Duration.ofMinutes(5), true)),
                Duration.ofMinutes(10),
                Duration.ofMinutes(10),
                Duration.ofSeconds(2),
                "{service}-{version}",
                new RolloutPlan.OnAlert(List.of("critical"), RolloutPlan.Unversioned.ROLLBACK),
                RolloutPlan.OnNewDeploy.SUPERSEDE,
                RolloutPlan.OnDrift.REVERT,
                Availability.DEFAULT);
    }
}
