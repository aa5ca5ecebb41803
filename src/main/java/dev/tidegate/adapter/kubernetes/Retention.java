package dev.tidegate.adapter.kubernetes;

import dev.tidegate.adapter.cluster.Calls;
import dev.tidegate.controller.Result;
import dev.tidegate.controller.RolloutStore.Stored;
import dev.tidegate.core.event.ServiceKey;

import io.fabric8.kubernetes.client.KubernetesClient;

import org.jboss.logging.Logger;

import java.util.List;
import java.util.function.Function;

/** Keeps the newest ended rollouts of a service and deletes the others, in the background. */
final class Retention implements AutoCloseable {

    /** How many ended rollouts of a service are kept. */
    static final int KEPT = 10;

    private static final Logger LOG = Logger.getLogger(Retention.class);

    private final KubernetesClient client;
    private final Function<ServiceKey, List<Stored>> rollouts;
    private final Background<ServiceKey> background =
            new Background<>("retention", Integer.MAX_VALUE, this::sweep);

    /**
     * Nothing is due.
     *
     * @param rollouts of a service, the newest first
     */
    Retention(KubernetesClient client, Function<ServiceKey, List<Stored>> rollouts) {
        this.client = client;
        this.rollouts = rollouts;
    }

    /** Says that a release of the service has ended. */
    void due(ServiceKey service) {
        background.due(service);
    }

    /** Deletes what is too old, once it is published; whether all of it is deleted. */
    private boolean sweep(ServiceKey service) {
        return rollouts.apply(service).stream()
                .filter(s -> !s.rollout().live())
                .skip(KEPT)
                .filter(s -> s.publishedRevision() >= s.rollout().revision())
                .map(this::deleted)
                .reduce(true, Boolean::logicalAnd);
    }

    /** In the version that was looked at: its name may be another release's by now. */
    private boolean deleted(Stored old) {
        String namespace = old.rollout().service().namespace();
        String name = old.rollout().identity().name();
        var resource =
                client.resources(RolloutResource.class)
                        .inNamespace(namespace)
                        .withName(name)
                        .lockResourceVersion(old.resourceVersion());
        Result<?> result = Calls.attempt("deleting rollout " + name, resource::delete);
        if (result instanceof Result.Done<?>) {
            return true;
        }
        LOG.infof("old rollout %s/%s stays for now: %s", namespace, name, result.trouble());
        return false;
    }

    @Override
    public void close() {
        background.close();
    }
}
