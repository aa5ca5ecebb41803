package dev.tidegate.core.route.istio;

import dev.tidegate.core.distribution.Version;
import dev.tidegate.core.event.ServiceKey;
import dev.tidegate.core.route.Grants;
import dev.tidegate.core.route.ObservedObject;
import dev.tidegate.core.routing.Routing;
import dev.tidegate.core.routing.Routing.Destinations;
import dev.tidegate.core.routing.Routing.Hosts;
import dev.tidegate.core.routing.Routing.Subsets;
import dev.tidegate.core.routing.ServiceHost;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What stands around the routes of a release: the Services and ServiceEntries that its traffic is
 * sent to, their EndpointSlices, and the grants of other namespaces.
 *
 * @param objects these, and the VirtualServices and DestinationRules that the plan names
 * @param complete whether the Services were looked for: else nothing is said of one that lacks
 */
public record Surroundings(List<ObservedObject> objects, boolean complete) {

    public static final String SERVICE = "Service";
    public static final String SERVICE_ENTRY = "ServiceEntry";
    public static final String ENDPOINT_SLICE = "EndpointSlice";
    public static final String REFERENCE_GRANT = Grants.REFERENCE_GRANT;

    /** The label of an EndpointSlice that names its Service. */
    public static final String OF_SERVICE = "kubernetes.io/service-name";

    public Surroundings {
        objects = List.copyOf(objects);
    }

    /**
     * Which objects count: kind, namespace and name; with an empty name all of that namespace, with
     * an empty namespace all there are. As no DestinationRule is known, what its host asks for is
     * not among them.
     */
    public static List<ObservedObject> wanted(ServiceKey policy, Routing routing, Version canary) {
        return wanted(policy, routing, canary, new ObservedObjects(List.of(), ClusterDomain.LOCAL));
    }

    /** The same, with what the DestinationRule's host asks for. */
    static List<ObservedObject> wanted(
            ServiceKey policy, Routing routing, Version canary, ObservedObjects routes) {
        List<ObservedObject> wanted = new ArrayList<>();
        Destinations mode = routing.destinations();
        routing.virtualServices().forEach(ref -> grants(policy, ref.namespace(), wanted));
        if (mode instanceof Subsets subsets) {
            grants(policy, subsets.namespace(), wanted);
        }
        Optional<String> host = host(policy, mode, canary, routes);
        if (host.isEmpty()) {
            return wanted;
        }
        Optional<ServiceHost> service = ServiceHost.of(host.get(), policy.namespace());
        boolean own = service.filter(s -> s.namespace().equals(policy.namespace())).isPresent();
        if (mode instanceof Subsets && own) {
            return wanted;
        }
        service.ifPresent(
                s -> {
                    wanted.add(named(SERVICE, s.namespace(), s.name()));
                    wanted.add(named(ENDPOINT_SLICE, s.namespace(), ""));
                    grants(policy, s.namespace(), wanted);
                });
        if (!own) {
            wanted.add(named(SERVICE_ENTRY, "", ""));
        }
        return wanted;
    }

    /**
     * The host that the canary gets its traffic by: in subset mode the DestinationRule's; empty
     * when that is not known.
     */
    static Optional<String> host(
            ServiceKey policy, Destinations mode, Version canary, ObservedObjects objects) {
        return mode instanceof Hosts hosts
                ? hosts.names().host(canary)
                : Namings.ruleHost(policy, mode, objects);
    }

    private static void grants(ServiceKey policy, String namespace, List<ObservedObject> wanted) {
        if (!namespace.equals(policy.namespace())) {
            wanted.add(named(REFERENCE_GRANT, namespace, ""));
        }
    }

    private static ObservedObject named(String kind, String namespace, String name) {
        return new ObservedObject(kind, namespace, name, Map.of());
    }
}
