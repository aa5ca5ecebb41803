package dev.tidegate.adapter.istio;

import dev.tidegate.adapter.cluster.Calls;
import dev.tidegate.controller.Result;
import dev.tidegate.core.route.PlannedWrite;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;

import java.util.Optional;

/** Writes and reads single objects, with errors as values: what the API server said, alone. */
record RouteWriter(KubernetesClient client) {

    /** Puts the whole object with the resourceVersion it was read with. */
    Result<GenericKubernetesResource> put(PlannedWrite write) {
        GenericKubernetesResource object =
                client.getKubernetesSerialization()
                        .convertValue(write.tree(), GenericKubernetesResource.class);
        return Calls.change(
                () ->
                        client.genericKubernetesResources(RouteKind.of(write.kind()).context())
                                .inNamespace(write.namespace())
                                .resource(object)
                                .update());
    }

    /** Reads an object from the API server; empty when it is not there. */
    Result<Optional<GenericKubernetesResource>> get(RouteKind kind, String namespace, String name) {
        return Calls.attempt(
                () ->
                        Optional.ofNullable(
                                client.genericKubernetesResources(kind.context())
                                        .inNamespace(namespace)
                                        .withName(name)
                                        .get()));
    }
}
