package dev.tidegate.cli.preview;

import dev.tidegate.core.event.ServiceKey;
import dev.tidegate.core.route.ObservedObject;
import dev.tidegate.core.routing.HostNames;
import dev.tidegate.core.routing.HostTable;
import dev.tidegate.core.routing.HostTemplate;
import dev.tidegate.core.routing.Routing;
import dev.tidegate.core.routing.Routing.Hosts;
import dev.tidegate.core.routing.Routing.VirtualServiceRef;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Whether a policy names objects of another service than its own. A VirtualService of a gateway has
 * hosts of its own: they can clear a policy, but not accuse it.
 */
record OtherService(ServiceKey service, Routing routing) {

    /**
     * Subset mode: the rule's host is the service.
     *
     * @param host its full name
     */
    Optional<String> byRule(String host) {
        return host.startsWith(own() + ".")
                ? Optional.empty()
                : Optional.of(
                        "the DestinationRule is for %s, and the policy for %s; correct route.destinationRule or metadata.name"
                                .formatted(host, service));
    }

    /** Host mode: a host is made from the service's name, or a route has its host. */
    Optional<String> byHosts(List<ObservedObject> routes) {
        if (!(routing.destinations() instanceof Hosts hosts)
                || isOwn(hosts.names())
                || routes.stream().filter(this::named).anyMatch(this::hasOwnHost)) {
            return Optional.empty();
        }
        return Optional.of(
                "%s is %s, no VirtualService of the policy has the host %s, and the policy is for %s; correct %s or metadata.name"
                        .formatted(
                                hosts.names().field(),
                                hosts.names().words(host -> host),
                                service.name(),
                                service,
                                hosts.names().field()));
    }

    private boolean isOwn(HostNames names) {
        Stream<String> hosts =
                switch (names) {
                    case HostTemplate(String text) -> Stream.of(text);
                    case HostTable(var byVersion) -> byVersion.values().stream();
                };
        return hosts.anyMatch(host -> host.split("\\.", 2)[0].contains(service.name()));
    }

    private String own() {
        return service.name() + "." + service.namespace();
    }

    private boolean named(ObservedObject object) {
        return object.kind().equals("VirtualService")
                && routing.virtualServices().stream().anyMatch(ref -> is(ref, object));
    }

    private static boolean is(VirtualServiceRef ref, ObservedObject object) {
        return ref.name().equals(object.name()) && ref.namespace().equals(object.namespace());
    }

    private boolean hasOwnHost(ObservedObject object) {
        boolean near = object.namespace().equals(service.namespace());
        return object.tree().get("spec") instanceof Map<?, ?> spec
                && spec.get("hosts") instanceof List<?> hosts
                && hosts.stream()
                        .map(String::valueOf)
                        .anyMatch(
                                host ->
                                        (near && host.equals(service.name()))
                                                || (host + ".").startsWith(own() + "."));
    }
}
