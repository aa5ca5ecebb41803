package dev.tidegate;

import dev.tidegate.adapter.istio.IstioRouteGateway;
import dev.tidegate.adapter.policies.KubernetesPolicies;
import dev.tidegate.adapter.rollouts.KubernetesRolloutStore;
import dev.tidegate.adapter.workloads.KubernetesWorkloads;
import dev.tidegate.controller.Controller;
import dev.tidegate.controller.RolloutStore.Stored;
import dev.tidegate.controller.StepTimers;
import dev.tidegate.core.event.FreezeScope;
import dev.tidegate.core.event.ServiceKey;
import dev.tidegate.core.rollout.Rollout;

/**
 * What the watches of the cluster mean for the controller. Timers and nudges act on the replica
 * that leads only: events from Kafka, alerts above all, act on every replica.
 */
public final class Leader {

    private final KubernetesRolloutStore rollouts;
    private final Controller controller;
    private final StepTimers timers;
    private volatile boolean leading;

    /** Of a replica that does not lead yet; connects the watches with the controller. */
    public Leader(
            KubernetesRolloutStore rollouts,
            KubernetesPolicies policies,
            KubernetesWorkloads workloads,
            IstioRouteGateway routes,
            Controller controller,
            StepTimers timers) {
        this.rollouts = rollouts;
        this.controller = controller;
        this.timers = timers;
        ClusterWatch watch = new ClusterWatch(this::nudge);
        rollouts.listen(
                rollout -> {
                    timers.seen(rollout);
                    watch.rollout(rollout);
                },
                rollout -> {
                    timers.gone(rollout.identity().uid());
                    watch.gone(rollout);
                    controller.gone(rollout);
                });
        policies.listen(watch::policy, rollouts::warnOfMissingPolicy);
        workloads.listen((namespace, name) -> watch.object("Deployment", namespace, name));
        routes.listen(watch::object);
    }

    /** Begins to lead, and looks at every service once; or leads no more. */
    public void lead(boolean lead) {
        leading = lead;
        timers.lead(lead);
        if (lead) {
            rollouts.all().stream().map(Stored::rollout).map(Rollout::service).forEach(this::nudge);
        }
    }

    /** Something is frozen, or no longer: looks at every release there that may be concerned. */
    public void freezeChanged(FreezeScope scope) {
        rollouts.all().stream()
                .map(Stored::rollout)
                .filter(rollout -> rollout.live() || rollout.next().isPresent())
                .map(Rollout::service)
                .filter(service -> scope.covers(service.namespace()))
                .distinct()
                .forEach(this::nudge);
    }

    private void nudge(ServiceKey service) {
        if (leading) {
            controller.nudge(service);
        }
    }
}
