package dev.tidegate;

import dev.tidegate.adapter.cluster.Cluster;
import dev.tidegate.adapter.cluster.KubernetesCluster;
import dev.tidegate.adapter.cluster.KubernetesWatchdog;
import dev.tidegate.adapter.cluster.Leadership;
import dev.tidegate.adapter.freezes.KubernetesFreezes;
import dev.tidegate.adapter.istio.IstioRouteGateway;
import dev.tidegate.adapter.policies.KubernetesPolicies;
import dev.tidegate.adapter.rollouts.KubernetesRolloutStore;
import dev.tidegate.adapter.workloads.KubernetesWorkloads;
import dev.tidegate.controller.Controller;
import dev.tidegate.controller.Led;
import dev.tidegate.controller.Scheduler;
import dev.tidegate.controller.StepTimers;
import dev.tidegate.core.route.istio.ClusterDomain;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;

import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import org.eclipse.microprofile.config.inject.ConfigProperty;

import java.time.Clock;
import java.time.Duration;
import java.util.UUID;

/** Makes the adapters of the cluster, and connects them with the controller. */
@Singleton
final class ClusterWiring {

    private final boolean stands;

    ClusterWiring(@ConfigProperty(name = "tidegate.lease.stand") boolean stands) {
        this.stands = stands;
    }

    @Produces
    @Singleton
    static ClusterDomain domain(@ConfigProperty(name = "tidegate.cluster-domain") String name) {
        return ClusterDomain.parse("tidegate.cluster-domain", name);
    }

    @Produces
    @Singleton
    static KubernetesRolloutStore rollouts(Cluster cluster, Scheduler scheduler) {
        return new KubernetesRolloutStore(cluster, scheduler);
    }

    static void stop(@Disposes KubernetesRolloutStore rollouts) {
        rollouts.close();
    }

    @Produces
    @Singleton
    static KubernetesPolicies policies(Cluster cluster, Scheduler scheduler) {
        return new KubernetesPolicies(cluster, scheduler);
    }

    static void stop(@Disposes KubernetesPolicies policies) {
        policies.close();
    }

    @Produces
    @Singleton
    static KubernetesWorkloads workloads(Cluster cluster, Scheduler scheduler) {
        return new KubernetesWorkloads(cluster, scheduler);
    }

    static void stop(@Disposes KubernetesWorkloads workloads) {
        workloads.close();
    }

    @Produces
    @Singleton
    static Leadership leadership(
            KubernetesCluster cluster,
            Clock clock,
            @ConfigProperty(name = "tidegate.lease.namespace") String namespace,
            @ConfigProperty(name = "tidegate.lease.duration") Duration term) {
        return new Leadership(cluster, namespace, "tidegate-" + UUID.randomUUID(), term, clock);
    }

    @Produces
    @Singleton
    static KubernetesWatchdog watchdog(
            Cluster cluster,
            Scheduler scheduler,
            @ConfigProperty(name = "tidegate.lease.namespace") String namespace,
            @ConfigProperty(name = "tidegate.watchdog.within") Duration within) {
        return new KubernetesWatchdog(cluster, namespace, within, scheduler);
    }

    static void stop(@Disposes KubernetesWatchdog watchdog) {
        watchdog.close();
    }

    @Produces
    @Singleton
    static KubernetesFreezes freezes(
            Cluster cluster,
            Scheduler scheduler,
            @ConfigProperty(name = "tidegate.lease.namespace") String namespace) {
        return new KubernetesFreezes(cluster, scheduler, namespace);
    }

    static void stop(@Disposes KubernetesFreezes freezes) {
        freezes.close();
    }

    static void stop(@Disposes Leadership leadership) {
        leadership.close();
    }

    void start(
            @Observes StartupEvent event,
            Leadership leadership,
            KubernetesRolloutStore rollouts,
            KubernetesPolicies policies,
            KubernetesWorkloads workloads,
            IstioRouteGateway routes,
            KubernetesFreezes freezes,
            Controller controller,
            StepTimers timers,
            @Any Instance<Led> led) {
        Leader leader = new Leader(rollouts, policies, workloads, routes, controller, timers);
        freezes.listen(leader::freezeChanged);
        if (stands) {
            leadership.stand(
                    lead -> {
                        leader.lead(lead);
                        led.forEach(each -> each.lead(lead));
                    });
        }
    }

    void stop(@Observes ShutdownEvent event, Leadership leadership, Controller controller) {
        leadership.close();
        controller.close();
    }
}
