package dev.tidegate.core.route.istio;

import dev.tidegate.core.distribution.Version;
import dev.tidegate.core.event.ServiceKey;
import dev.tidegate.core.route.Grants;
import dev.tidegate.core.route.ObservedObject;
import dev.tidegate.core.route.Tree;
import dev.tidegate.core.routing.HostTable;
import dev.tidegate.core.routing.HostTemplate;
import dev.tidegate.core.routing.Routing.Destinations;
import dev.tidegate.core.routing.Routing.Hosts;
import dev.tidegate.core.routing.Routing.Subsets;
import dev.tidegate.core.routing.ServiceHost;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Whether traffic may be sent to the host of a version, and whether anybody is there. A host of the
 * cluster belongs to the namespace of its Service; any other one to those whose ServiceEntry lists
 * it: without one no proxy knows it.
 */
record HostCheck(
        ServiceKey policy, ObservedObjects objects, Surroundings around, Destinations mode) {

    /** Why nothing may be sent there, each a sentence that says what to do. */
    List<String> barred(Version canary) {
        if (mode instanceof Hosts(String _, HostTemplate template) && !template.namesServices()) {
            return List.of(
                    "route.host: \"%s\" has {version} behind its first label, where it names a namespace; write for example %s-{version}"
                            .formatted(template.text(), policy.name()));
        }
        return Surroundings.host(policy, mode, canary, objects).map(this::of).orElse(List.of());
    }

    /** What the host of a version is of, where the policy names hosts: its Service, or entries. */
    Optional<HostPorts> ports(Version version) {
        return mode instanceof Hosts hosts
                ? hosts.names()
                        .host(version)
                        .map(host -> new HostPorts(version, host, behind(host)))
                : Optional.empty();
    }

    private List<ObservedObject> behind(String host) {
        Optional<ServiceHost> service = ServiceHost.of(host, policy.namespace());
        boolean own = service.filter(s -> s.namespace().equals(policy.namespace())).isPresent();
        List<ObservedObject> entries = own || isLong(service, host) ? List.of() : listing(host);
        return entries.isEmpty()
                ? service.flatMap(s -> objects.find(Surroundings.SERVICE, s.namespace(), s.name()))
                        .map(List::of)
                        .orElse(List.of())
                : entries;
    }

    private Grants grants() {
        return new Grants(policy, objects.all());
    }

    private List<String> of(String host) {
        Optional<ServiceHost> service = ServiceHost.of(host, policy.namespace());
        boolean own = service.filter(s -> s.namespace().equals(policy.namespace())).isPresent();
        List<ObservedObject> entries = own || isLong(service, host) ? List.of() : listing(host);
        if (service.isEmpty() || !entries.isEmpty()) {
            return external(host, entries);
        }
        ServiceHost to = service.get();
        if (isCut(to, host)) {
            return List.of(
                    "route.hosts: Istio takes a host with a dot as it is, and knows none called %s; write %s"
                            .formatted(host, objects.domain().full(to.name(), to.namespace())));
        }
        return grants().missing("", Surroundings.SERVICE, to.namespace(), to.name()).stream()
                .toList();
    }

    /**
     * Why nobody is there, as a sentence that says what to do; in subset mode stable shows that
     * somebody is.
     */
    Optional<String> unreached(Version canary) {
        if (!around.complete() || mode instanceof Subsets || !barred(canary).isEmpty()) {
            return Optional.empty();
        }
        return Surroundings.host(policy, mode, canary, objects)
                .flatMap(
                        host ->
                                ServiceHost.of(host, policy.namespace())
                                        .filter(
                                                s ->
                                                        isLong(Optional.of(s), host)
                                                                || listing(host).isEmpty()))
                .flatMap(this::looked);
    }

    private List<String> external(String host, List<ObservedObject> entries) {
        List<String> missing = new ArrayList<>();
        for (ObservedObject entry : entries) {
            grants().missing(ObservedObjects.GROUP, entry.kind(), entry.namespace(), entry.name())
                    .ifPresent(missing::add);
        }
        if (missing.size() < entries.size()) {
            return List.of();
        }
        return missing.isEmpty()
                ? List.of(
                        "host %s is no Service of the cluster, and no ServiceEntry lists it; add one to namespace %s, or correct the host"
                                .formatted(host, policy.namespace()))
                : List.of(missing.getFirst());
    }

    /** Whether it can be nothing but a Service: then no ServiceEntry makes it somebody else's. */
    private boolean isLong(Optional<ServiceHost> service, String host) {
        return service.filter(s -> dots(host) == 2 || (dots(host) > 2 && isFull(s, host)))
                .isPresent();
    }

    private boolean isFull(ServiceHost service, String host) {
        return host.equals(objects.domain().full(service.name(), service.namespace()));
    }

    private static long dots(String host) {
        return host.chars().filter(c -> c == '.').count();
    }

    /** Whether the host is named as a Service, and neither by its first label nor in full. */
    private boolean isCut(ServiceHost to, String host) {
        return mode instanceof Hosts(String _, HostTable _)
                && host.contains(".")
                && !isFull(to, host);
    }

    private List<ObservedObject> listing(String host) {
        return around.objects().stream()
                .filter(o -> o.kind().equals(Surroundings.SERVICE_ENTRY))
                .filter(
                        o ->
                                Tree.list(Tree.map(o.tree(), "spec"), "hosts").stream()
                                        .anyMatch(listed -> lists(listed, host)))
                .toList();
    }

    /** A wildcard makes no cluster for a host below it, so it does not list one that is named. */
    private boolean lists(Object listed, String host) {
        return listed instanceof String text
                && (mode instanceof Hosts(String _, HostTable _)
                        ? text.equals(host)
                        : HostWildcard.covers(text, host));
    }

    private String field() {
        return mode instanceof Hosts hosts ? hosts.names().field() : "route.destinationRule";
    }

    private Optional<String> looked(ServiceHost host) {
        Optional<ObservedObject> found =
                objects.find(Surroundings.SERVICE, host.namespace(), host.name());
        if (found.isEmpty()) {
            return Optional.of(
                    "%s was not found, and the canary gets its traffic by it; create it, or correct %s"
                            .formatted(host, field()));
        }
        boolean elsewhere =
                Tree.text(Tree.map(found.get().tree(), "spec"), "type").equals("ExternalName");
        return elsewhere || ready(host)
                ? Optional.empty()
                : Optional.of(
                        "%s has no ready endpoint; look at its selector and at the pods of the canary"
                                .formatted(host));
    }

    private boolean ready(ServiceHost host) {
        return around.objects().stream()
                .filter(o -> o.kind().equals(Surroundings.ENDPOINT_SLICE))
                .filter(o -> o.namespace().equals(host.namespace()))
                .filter(
                        o ->
                                Tree.text(
                                                Tree.map(Tree.map(o.tree(), "metadata"), "labels"),
                                                Surroundings.OF_SERVICE)
                                        .equals(host.name()))
                .flatMap(o -> Tree.maps(o.tree(), "endpoints").stream())
                .map(endpoint -> Tree.map(endpoint, "conditions"))
                .anyMatch(HostCheck::ready);
    }

    /** Kubernetes: unknown counts as ready. */
    private static boolean ready(Map<String, Object> conditions) {
        return !Boolean.FALSE.equals(conditions.get("ready"));
    }
}
