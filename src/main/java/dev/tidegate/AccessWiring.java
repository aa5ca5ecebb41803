package dev.tidegate;

import dev.tidegate.adapter.cluster.ClusterReviews;
import dev.tidegate.adapter.cluster.KubernetesCluster;
import dev.tidegate.door.Access;
import dev.tidegate.door.ClusterAccess;

import io.quarkus.runtime.StartupEvent;

import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

import java.time.Clock;
import java.time.Duration;
import java.util.List;

/** Chooses who may come in by HTTP: by {@code tidegate.access}. */
@Singleton
final class AccessWiring {

    /** Who decides. */
    enum Decider {
        /** The cluster's RBAC. */
        KUBERNETES,
        /** Nobody: everybody may do everything. */
        OPEN
    }

    private static final Logger LOG = Logger.getLogger(AccessWiring.class);

    private final Decider decider;

    AccessWiring(@ConfigProperty(name = "tidegate.access") Decider decider) {
        this.decider = decider;
    }

    @Produces
    @Singleton
    Access access(
            KubernetesCluster cluster,
            Clock clock,
            @ConfigProperty(name = "tidegate.access.audiences") List<String> audiences,
            @ConfigProperty(name = "tidegate.access.granted-for") Duration granted,
            @ConfigProperty(name = "tidegate.access.outage-for") Duration outage) {
        return switch (decider) {
            case KUBERNETES ->
                    new ClusterAccess(
                            new ClusterReviews(cluster, audiences),
                            clock,
                            audiences,
                            granted,
                            outage);
            case OPEN -> Access.OPEN;
        };
    }

    void start(@Observes StartupEvent event) {
        if (decider == Decider.OPEN) {
            LOG.warn(
                    "tidegate.access is open: whoever reaches the HTTP port may start, promote and"
                            + " abort releases; set it to kubernetes where it matters");
        }
    }
}
