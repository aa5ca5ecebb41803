package dev.tidegate.adapter.istio;

import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;

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

    ResourceDefinitionContext context() {
        return new ResourceDefinitionContext.Builder()
                .withGroup("networking.istio.io")
                .withVersion("v1")
                .withKind(title)
                .withPlural(plural)
                .withNamespaced(true)
                .build();
    }

    static RouteKind of(String title) {
        return title.equals(VIRTUAL_SERVICE.title) ? VIRTUAL_SERVICE : DESTINATION_RULE;
    }
}
