package dev.tidegate.sandbox;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** The changes of the rollouts of a namespace, in order. */
final class RolloutWatch implements AutoCloseable {
    private final BlockingQueue<RolloutView> changes = new LinkedBlockingQueue<>();
    private final SharedIndexInformer<GenericKubernetesResource> informer;

    RolloutWatch(KubernetesClient client, String namespace) {
        ResourceDefinitionContext type =
                new ResourceDefinitionContext.Builder()
                        .withGroup("tidegate.dev")
                        .withVersion("v1alpha1")
                        .withKind("Rollout")
                        .withPlural("rollouts")
                        .withNamespaced(true)
                        .build();
        this.informer =
                client.genericKubernetesResources(type)
                        .inNamespace(namespace)
                        .inform(new Changes());
    }

    /** The next change; empty when none came within {@code patience}. */
    Optional<RolloutView> next(Duration patience) {
        try {
            return Optional.ofNullable(changes.poll(patience.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** The names of all that are there. */
    Set<String> names() {
        return informer.getStore().list().stream()
                .map(rollout -> rollout.getMetadata().getName())
                .collect(Collectors.toSet());
    }

    @Override
    public void close() {
        informer.close();
    }

    /** Puts each change in the queue. */
    private final class Changes implements ResourceEventHandler<GenericKubernetesResource> {
        @Override
        public void onAdd(GenericKubernetesResource added) {
            changes.add(RolloutView.of(added));
        }

        @Override
        public void onUpdate(GenericKubernetesResource before, GenericKubernetesResource after) {
            changes.add(RolloutView.of(after));
        }

        @Override
        public void onDelete(GenericKubernetesResource gone, boolean unknown) {
            // the play deletes nothing
        }
    }
}
