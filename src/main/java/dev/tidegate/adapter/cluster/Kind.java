package dev.tidegate.adapter.cluster;

import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;

/**
 * A kind of namespaced objects. It is given and not discovered: a process must start while the API
 * server is away.
 *
 * @param group of the API; empty for Kubernetes' own first one
 * @param version of the group
 * @param title as in an object's {@code kind}
 * @param plural as in the API's paths
 */
public record Kind(String group, String version, String title, String plural) {

    /** As an object's {@code apiVersion} says it. */
    public String apiVersion() {
        return group.isEmpty() ? version : group + "/" + version;
    }

    ResourceDefinitionContext context() {
        return new ResourceDefinitionContext.Builder()
                .withGroup(group)
                .withVersion(version)
                .withKind(title)
                .withPlural(plural)
                .withNamespaced(true)
                .build();
    }

    /** That the API server does not serve it, and what to do about that, for a person. */
    String missing() {
        String remedy =
                switch (group) {
                    case "networking.istio.io" ->
                            "Istio does since 1.22; install its CRDs, or a newer Istio";
                    case "tidegate.dev" -> "apply k8s/crd";
                    default -> "a newer Kubernetes does";
                };
        return "the API server serves no %s of %s/%s: %s".formatted(title, group, version, remedy);
    }
}
