package dev.tidegate.adapter.kubernetes;

import dev.tidegate.controller.Result;
import dev.tidegate.controller.RolloutStore.Stored;
import dev.tidegate.core.rollout.Rollout;

import io.fabric8.kubernetes.client.KubernetesClient;

import org.jboss.logging.Logger;

import java.util.List;

/** Keeps the newest ended rollouts of a service and deletes the others, in the background. */
final class Retention implements AutoCloseable {

    /** How many ended rollouts of a service are kept. */
    static final int KEPT = 10;

    private static final Logger LOG = Logger.getLogger(Retention.class);

    private final KubernetesClient client;
    private final Background background = new Background("retention");

    Retention(KubernetesClient client) {
        this.client = client;
    }

    /** Deletes what is too old of {@code rollouts}, the newest first, once it is published. */
    void sweep(List<Stored> rollouts) {
        rollouts.stream()
                .filter(s -> !s.rollout().live())
                .skip(KEPT)
                .filter(s -> s.publishedRevision() >= s.rollout().revision())
                .map(Stored::rollout)
                .forEach(old -> background.run(() -> delete(old)));
    }

    private void delete(Rollout old) {
        String namespace = old.service().namespace();
        String name = old.identity().name();
        var resource =
                client.resources(RolloutResource.class).inNamespace(namespace).withName(name);
        Result<?> result = Calls.attempt("deleting rollout " + name, resource::delete);
        if (!(result instanceof Result.Done<?>)) {
            LOG.infof("old rollout %s/%s stays for now: %s", namespace, name, result);
        }
    }

    @Override
    public void close() {
        background.close();
    }
}
