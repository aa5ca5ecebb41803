package dev.tidegate.core.route.istio;

import dev.tidegate.core.distribution.Version;
import dev.tidegate.core.route.ObservedObject;
import dev.tidegate.core.route.Route;
import dev.tidegate.core.route.Tree;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Whether the host of a version has the port that a route's destination names: without it Envoy
 * knows no cluster, and answers each request with 503.
 *
 * @param host the version's
 * @param behind the Service, or the ServiceEntries, that the host is of
 */
record HostPorts(Version version, String host, List<ObservedObject> behind) {

    /** How many ports a message tells. */
    private static final int MOST = 8;

    /**
     * What lacks, each a sentence that says what to do; nothing where a port is not named, or the
     * ports are not known.
     *
     * @param routes those that the policy names
     */
    List<String> lacking(List<Route> routes, Naming naming) {
        if (behind.isEmpty() || behind.stream().anyMatch(o -> ports(o).isEmpty())) {
            return List.of();
        }
        return routes.stream()
                .flatMap(route -> lacking(route, naming).stream())
                .distinct()
                .toList();
    }

    private Optional<String> lacking(Route route, Naming naming) {
        List<Destination> all =
                Destination.of(route, naming).stream()
                        .filter(d -> d.version().isPresent())
                        .toList();
        return all.stream()
                .filter(d -> d.is(version))
                .findFirst()
                // what lacks is made like the one with the most traffic
                .or(() -> all.stream().max(Comparator.comparingLong(Destination::weight)))
                .map(HostPorts::named)
                .filter(port -> port > 0 && behind.stream().noneMatch(o -> ports(o).contains(port)))
                .map(port -> sentence(route, port));
    }

    private static long named(Destination destination) {
        return Tree.number(Tree.map(Tree.map(destination.tree(), "destination"), "port"), "number");
    }

    private String sentence(Route route, long port) {
        return "host %s has no port %d, to which %s sends; %s; add the port there, or give the route a destination of that host with the right port.number and weight 0"
                .formatted(
                        host,
                        port,
                        route.title(),
                        behind.stream().map(HostPorts::has).collect(Collectors.joining("; ")));
    }

    private static String has(ObservedObject object) {
        List<Long> ports = List.copyOf(ports(object));
        return "%s has %s%s"
                .formatted(
                        object.title(),
                        ports.stream()
                                .limit(MOST)
                                .map(String::valueOf)
                                .collect(Collectors.joining(", ")),
                        ports.size() > MOST ? " and %d more".formatted(ports.size() - MOST) : "");
    }

    /** A Service that only names another host needs none. */
    private static TreeSet<Long> ports(ObservedObject object) {
        String number = object.kind().equals(Surroundings.SERVICE) ? "port" : "number";
        return Tree.maps(Tree.map(object.tree(), "spec"), "ports").stream()
                .filter(_ -> !isAlias(object))
                .map(port -> Tree.number(port, number))
                .filter(port -> port > 0)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static boolean isAlias(ObservedObject object) {
        return Tree.text(Tree.map(object.tree(), "spec"), "type").equals("ExternalName");
    }
}
