package dev.tidegate.adapter.cluster;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;

import org.jspecify.annotations.Nullable;

/** Whether an API server serves a kind, and what to do about one that does not. */
final class Serving {

    private static final int NOT_FOUND = 404;

    private Serving() {}

    /** Whether a list or a watch failed because the kind is not served. */
    static boolean isMissing(Throwable trouble) {
        for (@Nullable Throwable cause = trouble; cause != null; cause = cause.getCause()) {
            if (cause instanceof KubernetesClientException e && e.getCode() == NOT_FOUND) {
                return true;
            }
        }
        return false;
    }

    /** That the kind is not served, as a sentence for a person. */
    static String missing(ResourceDefinitionContext kind) {
        return "the API server serves no %s of %s/%s: %s"
                .formatted(kind.getKind(), kind.getGroup(), kind.getVersion(), remedy(kind));
    }

    private static String remedy(ResourceDefinitionContext kind) {
        return switch (String.valueOf(kind.getGroup())) {
            case "networking.istio.io" ->
                    "Istio does since 1.22; install its CRDs, or a newer Istio";
            case "tidegate.dev" -> "apply k8s/crd";
            default -> "a newer Kubernetes does";
        };
    }
}
