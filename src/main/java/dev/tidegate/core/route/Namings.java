package dev.tidegate.core.route;

import dev.tidegate.core.event.ServiceKey;
import dev.tidegate.core.rollout.Routing.Destinations;
import dev.tidegate.core.rollout.Routing.Hosts;
import dev.tidegate.core.rollout.Routing.Subsets;

/** Chooses how destinations name versions. */
final class Namings {

    private Namings() {}

    /**
     * The naming of a policy's mode; without the DestinationRule, the host is the service's own.
     */
    static Naming of(ServiceKey service, Destinations mode, Objects objects) {
        return switch (mode) {
            case Hosts hosts -> new HostNaming(hosts);
            case Subsets subsets ->
                    new SubsetNaming(
                            objects.find(
                                            Objects.DESTINATION_RULE,
                                            subsets.namespace(),
                                            subsets.destinationRule())
                                    .map(
                                            rule ->
                                                    Hostname.full(
                                                            Tree.text(
                                                                    Tree.map(rule.tree(), "spec"),
                                                                    "host"),
                                                            rule.namespace()))
                                    .orElse(Hostname.full(service.name(), service.namespace())));
        };
    }
}
