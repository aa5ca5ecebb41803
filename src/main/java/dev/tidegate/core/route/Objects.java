package dev.tidegate.core.route;

import java.util.List;
import java.util.Optional;

/** The observed objects by kind and name. */
record Objects(List<ObservedObject> all) {

    static final String VIRTUAL_SERVICE = "VirtualService";
    static final String DESTINATION_RULE = "DestinationRule";

    /** How many names a message tells: it is kept in the history and in the status. */
    private static final int NAMES = 5;

    Optional<ObservedObject> find(String kind, String namespace, String name) {
        return all.stream()
                .filter(
                        o ->
                                o.kind().equals(kind)
                                        && o.namespace().equals(namespace)
                                        && o.name().equals(name))
                .findFirst();
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
