package dev.tidegate.controller;

import dev.tidegate.controller.RolloutStore.Stored;
import dev.tidegate.core.rollout.Phase;
import dev.tidegate.core.rollout.Rollout;
import dev.tidegate.core.service.RouteInUse;

import java.util.List;
import java.util.Optional;

/**
 * Releases of other services that move a route of this one: what two of them write at once, each
 * takes for a hand edit.
 */
record Neighbours(Ports ports) {

    /**
     * Why the rollout must not start, each a sentence that names the other policy. One that goes
     * back waits for nobody.
     */
    List<String> inTheWay(Rollout pending) {
        if (pending.goesBack()) {
            return List.of();
        }
        return ports.policies().beside(pending.service(), pending.plan().routing()).stream()
                .flatMap(service -> ports.store().latest(service).stream())
                .map(Stored::rollout)
                .filter(other -> other.live() && !(other.phase() instanceof Phase.Pending))
                .flatMap(other -> inTheWay(pending, other).stream())
                .toList();
    }

    private Optional<String> inTheWay(Rollout pending, Rollout other) {
        return ports.routes()
                .shared(pending, other)
                .map(route -> new RouteInUse(route, other.identity().name(), other.service()))
                .map(RouteInUse::sentence);
    }
}
