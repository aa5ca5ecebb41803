package dev.tidegate.adapter.kubernetes;

import dev.tidegate.controller.RolloutStore.Stored;
import dev.tidegate.core.event.RolloutEvent.DeployStarted;
import dev.tidegate.core.event.ServiceKey;
import dev.tidegate.core.rollout.Rollout;
import dev.tidegate.core.rollout.RolloutPlan;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;

import java.util.Optional;

/** Single rollouts of the API server; what goes wrong is thrown as the client throws it. */
record RolloutObjects(KubernetesClient client) {

    /** Untyped: one that cannot be understood is found, too. */
    Optional<GenericKubernetesResource> find(String namespace, String name) {
        return Optional.ofNullable(
                client.genericKubernetesResources(KubernetesRolloutStore.ROLLOUT)
                        .inNamespace(namespace)
                        .withName(name)
                        .get());
    }

    Stored create(DeployStarted deploy, int number, RolloutPlan plan) {
        ServiceKey service = deploy.service();
        RolloutResource resource = new RolloutResource();
        resource.setMetadata(
                new ObjectMetaBuilder()
                        .withNamespace(service.namespace())
                        .withName(RolloutStatuses.name(service, number))
                        .addToLabels(KubernetesRolloutStore.SERVICE_LABEL, service.name())
                        .build());
        resource.setSpec(RolloutSpec.of(deploy, number, plan));
        return RolloutStatuses.read(client.resource(resource).create());
    }

    /** Writes the status in place of the one that was read. */
    Stored update(Stored read, Rollout next, long publishedRevision) {
        RolloutResource resource = new RolloutResource();
        resource.setMetadata(
                new ObjectMetaBuilder()
                        .withNamespace(next.service().namespace())
                        .withName(next.identity().name())
                        .withUid(next.identity().uid())
                        .withResourceVersion(read.resourceVersion())
                        .build());
        resource.setStatus(RolloutStatuses.of(next, 1, publishedRevision));
        String version =
                client.resource(resource).updateStatus().getMetadata().getResourceVersion();
        return new Stored(next, read.number(), version, publishedRevision);
    }
}
