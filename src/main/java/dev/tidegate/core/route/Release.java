package dev.tidegate.core.route;

import dev.tidegate.core.distribution.Version;
import dev.tidegate.core.distribution.Weight;
import dev.tidegate.core.event.PriorTraffic;
import dev.tidegate.core.event.ServiceKey;
import dev.tidegate.core.routing.Routing;
import dev.tidegate.core.traffic.Traffic;

import java.util.Optional;
import java.util.Set;

/**
 * A rollout as its routes see it: who writes them, what they must carry, and what is known of them.
 *
 * @param identity what never changes
 * @param revision the one that last set {@code traffic}: the fence that a route is annotated with
 * @param stage what it does with its routes
 * @param paused whether somebody has stopped it there
 * @param stable the version to go back to; empty until the routes have shown it
 * @param traffic what the routes must carry; empty while they are not to be touched
 */
public record Release(
        Identity identity,
        long revision,
        RouteStage stage,
        boolean paused,
        Optional<Version> stable,
        Optional<Traffic> traffic,
        Known known) {

    /**
     * What never changes.
     *
     * @param name the rollout's: service and number, {@code reviews-3}
     * @param uid the rollout's
     * @param routing which routes to move
     */
    public record Identity(
            ServiceKey service, String name, String uid, Version canary, Routing routing) {}

    /**
     * What is known of the routes.
     *
     * @param host full name of the host that the canary's destinations had when the gates opened;
     *     empty before
     * @param prior what led to the canary when the gates opened; empty when that is not known
     * @param acknowledged whether they are known to have been made as {@code traffic} says
     * @param mirrored of how much of the requests its steps give the canary copies
     */
    public record Known(
            Optional<String> host,
            Optional<PriorTraffic> prior,
            boolean acknowledged,
            Set<Weight> mirrored) {}

    public ServiceKey service() {
        return identity.service();
    }

    public Version canary() {
        return identity.canary();
    }

    public Routing routing() {
        return identity.routing();
    }

    /** The canary's wanted weight. */
    public Weight canaryWeight() {
        return traffic.map(t -> t.everybody().weightOf(canary())).orElse(Weight.ZERO);
    }

    /** Whether any request is to go to the canary. */
    public boolean reachesCanary() {
        return traffic.filter(t -> t.reaches(canary())).isPresent();
    }

    /** Whether the canary's traffic is to be taken away, wherever it is. */
    public boolean retreats() {
        return traffic.isPresent() && stage.back() && !reachesCanary();
    }

    /** The same, with what of the user's own leads to the canary as it begins. */
    public Release beginningWith(PriorTraffic prior) {
        return new Release(
                identity,
                revision,
                stage,
                paused,
                stable,
                traffic,
                new Known(
                        known.host(), Optional.of(prior), known.acknowledged(), known.mirrored()));
    }

    /** The same at another stage, with the next revision. */
    public Release then(RouteStage next, Version from, Traffic then) {
        return new Release(
                identity, revision + 1, next, paused, Optional.of(from), Optional.of(then), known);
    }
}
