package dev.tidegate.controller;

import dev.tidegate.controller.Policies.Lookup;
import dev.tidegate.core.distribution.Version;
import dev.tidegate.core.event.Alert;
import dev.tidegate.core.event.Observation;
import dev.tidegate.core.rollout.Rollout;
import dev.tidegate.core.rollout.RolloutPlan.Unversioned;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The gates of a pending rollout: the canary's workload, the routes, the alerts. */
record Gates(Ports ports) {

    Observation look(Rollout rollout) {
        Lookup policy = ports.policies().find(rollout.service());
        Optional<Version> hint =
                policy instanceof Lookup.Found found ? found.stable() : Optional.empty();
        RouteGateway.Seen seen = ports.routes().look(rollout.service(), rollout.plan(), hint);
        List<String> blockers = new ArrayList<>(seen.problems());
        if (seen.stable().isEmpty() && blockers.isEmpty()) {
            blockers.add("the routes do not say which version is stable");
        }
        ports.workloads()
                .notReady(rollout.service().namespace(), rollout.workload())
                .ifPresent(blockers::add);
        List<Alert> firing =
                policy instanceof Lookup.Found found
                        ? found.firing().stream().filter(a -> concerns(a, rollout)).toList()
                        : List.of();
        for (Alert alert : firing) {
            blockers.add(
                    "alert %s (%s) fires since %s; resolve it, or skip the gates"
                            .formatted(alert.name(), alert.severity(), alert.startsAt()));
        }
        return new Observation.Gates(
                seen.stable(),
                blockers,
                firing.stream().map(Alert::identity).toList(),
                seen.host());
    }

    /** Whether the alert keeps the rollout from getting traffic. */
    static boolean concerns(Alert alert, Rollout rollout) {
        boolean severe = rollout.plan().onAlert().counts(alert);
        boolean aboutUs =
                alert.version().isEmpty()
                        ? rollout.plan().onAlert().unversioned() != Unversioned.IGNORE
                        : alert.names(rollout.canary(), rollout.workload());
        return severe && aboutUs;
    }
}
