package dev.tidegate.controller;

import dev.tidegate.controller.RolloutStore.Stored;
import dev.tidegate.core.distribution.Version;
import dev.tidegate.core.event.Pods;
import dev.tidegate.core.event.RolloutEvent.AlertFired;
import dev.tidegate.core.rollout.Rollout;
import dev.tidegate.core.rollout.Routing;

import java.util.Optional;

/**
 * Alerts that were written before the bake of a release was over and read after it: they open the
 * release again and take it back, as long as the version before has pods to take the traffic.
 */
final class LateAlerts {

    private final RolloutStore store;
    private final Workloads workloads;
    private final Settler settler;
    private final Starts starts;

    LateAlerts(Ports ports, Settler settler, Starts starts) {
        this.store = ports.store();
        this.workloads = ports.workloads();
        this.settler = settler;
        this.starts = starts;
    }

    /** Whether the alert changes something of the newest release that is known here. */
    boolean matters(AlertFired fired) {
        return moved(fired).filter(s -> hindrance(fired, s).isEmpty()).isPresent();
    }

    /**
     * What becomes of an alert that would open an ended release and may not; empty of any other.
     *
     * @param fresh whether the rollouts were just read from the API server: else a newer release
     *     may be live already
     */
    Optional<Turn> hindered(AlertFired fired, boolean fresh) {
        Optional<Stored> opened = moved(fired).filter(s -> !Controller.isLive(s));
        return opened.isPresent() && !fresh
                ? Optional.of(new Turn.Stale("a newer release may have begun"))
                : opened.flatMap(s -> hindrance(fired, s)).map(why -> starts.refused(fired, why));
    }

    private Optional<Stored> moved(AlertFired fired) {
        return store.latest(fired.service()).filter(s -> !settler.unmoved(s, fired));
    }

    /** Why the ended release cannot be taken back, for a person; empty when it can. */
    private Optional<String> hindrance(AlertFired fired, Stored opened) {
        return Optional.of(opened)
                .filter(s -> !Controller.isLive(s))
                .map(Stored::rollout)
                .flatMap(
                        rollout ->
                                rollout.stable()
                                        .filter(stable -> hasNoPods(rollout, stable))
                                        .map(
                                                stable ->
                                                        "alert %s was read after %s had succeeded, and no pod of %s is there to take the traffic back; start it and release it"
                                                                .formatted(
                                                                        fired.alert().name(),
                                                                        rollout.identity().name(),
                                                                        stable)));
    }

    private boolean hasNoPods(Rollout rollout, Version stable) {
        String workload = Routing.workload(rollout.plan().workload(), rollout.service(), stable);
        Pods pods = workloads.pods(rollout.service().namespace(), workload);
        return rollout.plan().availability().none(pods);
    }
}
