package dev.tidegate.controller;

import dev.tidegate.controller.RolloutStore.Stored;
import dev.tidegate.core.event.ServiceKey;
import dev.tidegate.core.rollout.Phase;
import dev.tidegate.core.rollout.Rollout;
import dev.tidegate.core.routing.Routing;
import dev.tidegate.core.service.RouteInUse;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Releases of other services that move a route of this one: what two of them write at once, each
 * takes for a hand edit.
 */
record Neighbours(Ports ports) {

    private static final Comparator<Map.Entry<Instant, ServiceKey>> BY_TIME =
            Map.Entry.<Instant, ServiceKey>comparingByKey()
                    .thenComparing(Map.Entry.comparingByValue());

    /**
     * Why the rollout must not start, each a sentence that names the other policy. One that goes
     * back waits for nobody, and nobody for a dry run.
     *
     * @param ask whether the API server is asked, too, when nobody is known here
     */
    List<String> inTheWay(Rollout pending, boolean ask) {
        if (pending.goesBack()) {
            return List.of();
        }
        Set<ServiceKey> beside = beside(pending);
        List<String> known = inTheWay(pending, beside);
        return known.isEmpty() && ask ? reread(pending, beside) : known;
    }

    /** By what they were started with, and by what one that starts now would be. */
    private Set<ServiceKey> beside(Rollout pending) {
        ServiceKey service = pending.service();
        Routing routing = pending.plan().routing();
        Set<ServiceKey> beside = new TreeSet<>(ports.store().moving(service, routing));
        beside.addAll(ports.policies().beside(service, routing));
        return beside;
    }

    /**
     * Nobody is in the way as far as this process knows. Another one may have started a release
     * that no watch has shown here yet, so the API server is asked before this one starts.
     */
    private List<String> reread(Rollout pending, Set<ServiceKey> beside) {
        Map<String, List<ServiceKey>> namespaces =
                beside.stream().collect(Collectors.groupingBy(ServiceKey::namespace));
        for (Map.Entry<String, List<ServiceKey>> of : namespaces.entrySet()) {
            Result<Boolean> read = ports.store().refresh(of.getKey(), of.getValue());
            if (!(read instanceof Result.Done<Boolean>)) {
                return List.of(
                        "it is not known whether a release of another service moves the same route: %s"
                                .formatted(read.trouble()));
            }
        }
        return inTheWay(pending, beside);
    }

    private List<String> inTheWay(Rollout pending, Set<ServiceKey> beside) {
        return beside.stream()
                .flatMap(service -> ports.store().latest(service).stream())
                .map(Stored::rollout)
                .filter(other -> other.live() && !other.plan().dryRun())
                .filter(other -> goesFirst(other, pending))
                .flatMap(other -> inTheWay(pending, other).stream())
                .toList();
    }

    /** Of two that wait the earlier one does, so that they do not start together. */
    private static boolean goesFirst(Rollout other, Rollout pending) {
        return !(other.phase() instanceof Phase.Pending waits)
                || BY_TIME.compare(
                                Map.entry(waits.since(), other.service()),
                                Map.entry(pending.phase().since(), pending.service()))
                        < 0;
    }

    private Optional<String> inTheWay(Rollout pending, Rollout other) {
        return ports.routes()
                .shared(pending, other)
                .map(route -> new RouteInUse(route, other.identity().name(), other.service()))
                .map(other.phase() instanceof Phase.Pending ? RouteInUse::first : RouteInUse::now);
    }
}
