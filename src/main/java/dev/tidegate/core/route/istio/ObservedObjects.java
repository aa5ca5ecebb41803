package dev.tidegate.core.route.istio;

import dev.tidegate.core.route.ObservedObject;
import dev.tidegate.core.route.PlannedWrite;
import dev.tidegate.core.routing.Routing;
import dev.tidegate.core.routing.Routing.Subsets;
import dev.tidegate.core.routing.Routing.VirtualServiceRef;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The observed objects by kind and name.
 *
 * @param domain of the cluster they are in
 */
record ObservedObjects(List<ObservedObject> all, ClusterDomain domain) {

    /** The API group of Istio's routes. */
    static final String GROUP = "networking.istio.io";

    static final String VIRTUAL_SERVICE = "VirtualService";
    static final String DESTINATION_RULE = "DestinationRule";

    /** How many names a message tells: it is kept in the history and in the status. */
    private static final int NAMES = 5;

    Optional<ObservedObject> find(String kind, String namespace, String name) {
        return all.stream()
                .filter(
                        o ->
                                o.name().equals(name)
                                        && o.kind().equals(kind)
                                        && o.namespace().equals(namespace))
                .findFirst();
    }

    /** All of a kind. */
    List<ObservedObject> of(String kind) {
        return all.stream().filter(o -> o.kind().equals(kind)).toList();
    }

    /** The VirtualServices that a policy names, as far as they are there. */
    Stream<ObservedObject> named(Routing routing) {
        return routing.virtualServices().stream()
                .flatMap(ref -> virtualService(ref).stream())
                .distinct();
    }

    Optional<ObservedObject> virtualService(VirtualServiceRef ref) {
        return find(VIRTUAL_SERVICE, ref.namespace(), ref.name());
    }

    /** The same; where it is missing, {@code problems} gets a sentence that says so. */
    Optional<ObservedObject> virtualService(VirtualServiceRef ref, List<String> problems) {
        return virtualService(ref)
                .or(
                        () ->
                                lacking(
                                        VIRTUAL_SERVICE,
                                        ref.namespace(),
                                        ref.name(),
                                        "route.virtualServices",
                                        problems));
    }

    /** The DestinationRule of the versions. */
    Optional<ObservedObject> rule(Subsets mode) {
        return find(DESTINATION_RULE, mode.namespace(), mode.destinationRule());
    }

    /** The same; where it is missing, {@code problems} gets a sentence that says so. */
    Optional<ObservedObject> rule(Subsets mode, List<String> problems) {
        return rule(mode)
                .or(
                        () ->
                                lacking(
                                        DESTINATION_RULE,
                                        mode.namespace(),
                                        mode.destinationRule(),
                                        "route.destinationRule",
                                        problems));
    }

    private Optional<ObservedObject> lacking(
            String kind, String namespace, String name, String field, List<String> problems) {
        problems.add(missing(kind, namespace, name, field));
        return Optional.empty();
    }

    /** The same after some writes. */
    ObservedObjects with(List<PlannedWrite> writes) {
        List<ObservedObject> now = new ArrayList<>(all);
        for (PlannedWrite write : writes) {
            ObservedObject written =
                    new ObservedObject(write.kind(), write.namespace(), write.name(), write.tree());
            now.replaceAll(o -> o.isSameAs(written) ? written : o);
        }
        return new ObservedObjects(now, domain);
    }

    /** Every DestinationRule. */
    List<HostRule> rules() {
        return of(DESTINATION_RULE).stream().map(this::hostRule).toList();
    }

    HostRule hostRule(ObservedObject destinationRule) {
        return new HostRule(destinationRule, domain);
    }

    /** Says that an object is missing, where it was looked for and what is there instead. */
    String missing(String kind, String namespace, String name, String field) {
        List<String> there =
                all.stream()
                        .filter(o -> o.kind().equals(kind) && o.namespace().equals(namespace))
                        .map(ObservedObject::name)
                        .sorted()
                        .toList();
        int more = there.size() - NAMES;
        return "%s %s/%s was not found; %s; create it, or correct %s"
                .formatted(
                        kind,
                        namespace,
                        name,
                        there.isEmpty()
                                ? "none is known in that namespace"
                                : "known there: "
                                        + String.join(", ", there.stream().limit(NAMES).toList())
                                        + (more > 0 ? " and %d more".formatted(more) : ""),
                        field);
    }
}
