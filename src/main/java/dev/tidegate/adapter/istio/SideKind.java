package dev.tidegate.adapter.istio;

import dev.tidegate.adapter.cluster.Kind;
import dev.tidegate.adapter.cluster.Need;
import dev.tidegate.core.route.istio.Surroundings;

import java.util.Set;

/** The kinds around the routes: read, and never written. */
enum SideKind {
    SERVICE("", "v1", Surroundings.SERVICE, "services", "spec"),
    SERVICE_ENTRY(
            "networking.istio.io", "v1", Surroundings.SERVICE_ENTRY, "serviceentries", "spec"),
    ENDPOINT_SLICE(
            "discovery.k8s.io", "v1", Surroundings.ENDPOINT_SLICE, "endpointslices", "endpoints"),
    REFERENCE_GRANT(
            "gateway.networking.k8s.io",
            "v1beta1",
            Surroundings.REFERENCE_GRANT,
            "referencegrants",
            "spec");

    /** Of a spec or an endpoint, what counts. */
    private static final Set<String> FIELDS =
            Set.of("type", "hosts", "ports", "conditions", "from", "to");

    private final String group;
    private final String version;
    private final String title;
    private final String plural;
    private final String part;

    SideKind(String group, String version, String title, String plural, String part) {
        this.group = group;
        this.version = version;
        this.title = title;
        this.plural = plural;
        this.part = part;
    }

    String title() {
        return title;
    }

    /** Whether a cluster may do without it. */
    Need need() {
        return this == REFERENCE_GRANT ? Need.OPTIONAL : Need.REQUIRED;
    }

    /** Where what counts of it is found. */
    String part() {
        return part;
    }

    static Set<String> fields() {
        return FIELDS;
    }

    Kind kind() {
        return new Kind(group, version, title, plural);
    }
}
