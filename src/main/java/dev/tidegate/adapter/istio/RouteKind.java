package dev.tidegate.adapter.istio;

import dev.tidegate.adapter.cluster.Kind;

/** The kinds of objects that carry routes, in the API version that Istio serves since 1.22. */
enum RouteKind {
    VIRTUAL_SERVICE("VirtualService", "virtualservices"),
    DESTINATION_RULE("DestinationRule", "destinationrules");

    private final String title;
    private final String plural;

    RouteKind(String title, String plural) {
        this.title = title;
        this.plural = plural;
    }

    String title() {
        return title;
    }

    Kind kind() {
        return new Kind("networking.istio.io", "v1", title, plural);
    }

    static RouteKind of(String title) {
        return title.equals(VIRTUAL_SERVICE.title) ? VIRTUAL_SERVICE : DESTINATION_RULE;
    }
}
