package dev.tidegate.simulation.judge;

import dev.tidegate.simulation.api.Change;
import dev.tidegate.simulation.scene.SimService;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/** To which service an object belongs; routes of several belong to none alone. */
record Belongings(List<SimService> services) {

    private static final Set<String> HOSTS = Set.of("Service", "ReferenceGrant");

    /** The service whose routes it is. */
    Optional<SimService> routes(Change change) {
        return named(change, "VirtualService", SimService::routesIn);
    }

    /** The service whose subsets it defines. */
    Optional<SimService> rule(Change change) {
        return named(change, "DestinationRule", service -> service.key().namespace())
                .filter(SimService::subsets);
    }

    /** The service whose routes it grants. */
    Optional<SimService> grant(Change change) {
        return named(change, "ReferenceGrant", SimService::routesIn).filter(SimService::referenced);
    }

    /** The service that has a version at it, or at what it grants. */
    Optional<SimService> host(Change change) {
        String key = change.object().key().replace("/host-", "/");
        return services.stream()
                .filter(s -> s.namesHosts() && HOSTS.contains(change.kind()))
                .filter(s -> s.hosts().services().contains(key))
                .findFirst();
    }

    private Optional<SimService> named(
            Change change, String kind, Function<SimService, String> namespace) {
        return services.stream()
                .filter(_ -> change.kind().equals(kind))
                .filter(s -> s.routes().equals(change.object().name()))
                .filter(s -> namespace.apply(s).equals(change.object().namespace()))
                .findFirst()
                .filter(s -> besides(s).findAny().isEmpty());
    }

    /** Whether there are others whose policies name the same route. */
    boolean shares(SimService service) {
        return besides(service).findAny().isPresent();
    }

    /** Other services whose policies name the same route. */
    Stream<SimService> besides(SimService service) {
        return services.stream()
                .filter(s -> !s.equals(service) && s.routes().equals(service.routes()))
                .filter(s -> s.routesIn().equals(service.routesIn()));
    }
}
