package dev.tidegate.core.route.istio;

import dev.tidegate.core.event.ServiceKey;
import dev.tidegate.core.routing.Routing.Destinations;
import dev.tidegate.core.routing.Routing.Hosts;
import dev.tidegate.core.routing.Routing.Subsets;

import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/** Chooses how destinations name versions. */
final class Namings {

    private Namings() {}

    /**
     * The naming of a policy's mode. In subset mode a destination is known by the DestinationRule's
     * host and by the remembered one; with neither, by the service's own.
     */
    static Naming of(
            ServiceKey service,
            Destinations mode,
            ObservedObjects objects,
            Optional<String> remembered) {
        if (mode instanceof Hosts hosts) {
            return new HostNaming(hosts, objects.domain());
        }
        Set<String> known = new LinkedHashSet<>();
        ruleHost(service, mode, objects).ifPresent(known::add);
        remembered.ifPresent(known::add);
        return new SubsetNaming(
                known.isEmpty()
                        ? Set.of(objects.domain().full(service.name(), service.namespace()))
                        : known,
                objects.domain());
    }

    /**
     * The full name of the DestinationRule's host, in place of a wildcard that covers it the
     * service's own; empty without a rule.
     */
    static Optional<String> ruleHost(
            ServiceKey service, Destinations mode, ObservedObjects objects) {
        String own = objects.domain().full(service.name(), service.namespace());
        return mode instanceof Subsets subsets
                ? objects.rule(subsets)
                        .map(rule -> objects.hostRule(rule).host())
                        .map(host -> HostWildcard.covers(host, own) ? own : host)
                : Optional.empty();
    }
}
