package dev.tidegate.adapter.istio;

import dev.tidegate.controller.Result;
import dev.tidegate.core.route.PlannedWrite;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;

import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Writes and reads single objects, with errors as values: what the API server said, alone. */
record RouteWriter(KubernetesClient client) {

    private static final int CONFLICT = 409;
    private static final int NOT_FOUND = 404;

    /**
     * What the same request will never get past: it is no valid one, or an admission webhook says
     * so. A token is renewed (401), and rights are applied again (403).
     */
    private static final Set<Integer> FOR_GOOD = Set.of(400, 413, 422);

    /** Puts the whole object with the resourceVersion it was read with. */
    Result<GenericKubernetesResource> put(PlannedWrite write) {
        GenericKubernetesResource object =
                client.getKubernetesSerialization()
                        .convertValue(write.tree(), GenericKubernetesResource.class);
        return attempt(
                () ->
                        client.genericKubernetesResources(RouteKind.of(write.kind()).context())
                                .inNamespace(write.namespace())
                                .resource(object)
                                .update());
    }

    /** Reads an object from the API server; empty when it is not there. */
    Result<Optional<GenericKubernetesResource>> get(RouteKind kind, String namespace, String name) {
        return attempt(
                () ->
                        Optional.ofNullable(
                                client.genericKubernetesResources(kind.context())
                                        .inNamespace(namespace)
                                        .withName(name)
                                        .get()));
    }

    private static <T> Result<T> attempt(Supplier<T> call) {
        try {
            return new Result.Done<>(call.get());
        } catch (KubernetesClientException e) {
            String why =
                    e.getStatus() == null || e.getStatus().getMessage() == null
                            ? String.valueOf(e.getMessage())
                            : e.getStatus().getMessage();
            int code = e.getCode();
            if (code == CONFLICT || code == NOT_FOUND) {
                return new Result.Conflict<>(why);
            }
            return FOR_GOOD.contains(code)
                    ? new Result.Rejected<>(why)
                    : new Result.Unreachable<>(why);
        }
    }
}
