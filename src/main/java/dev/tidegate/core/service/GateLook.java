package dev.tidegate.core.service;

import dev.tidegate.core.event.Alert;
import dev.tidegate.core.event.Observation;
import dev.tidegate.core.rollout.Rollout;
import dev.tidegate.core.rollout.RolloutPlan.Unversioned;
import dev.tidegate.core.route.ObservedRoutes;
import dev.tidegate.core.text.TimeText;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the gates of a pending rollout look at: the routes, the canary's workload, the alerts.
 *
 * @param notReady why the canary's workload cannot take traffic yet; empty when it can
 * @param firing alerts of the service that fire now, whether they matter or not
 */
public record GateLook(ObservedRoutes routes, Optional<String> notReady, List<Alert> firing) {

    public GateLook {
        firing = List.copyOf(firing);
    }

    /** What it means for the rollout. */
    public Observation.GatesSeen of(Rollout rollout) {
        List<String> blockers = new ArrayList<>(routes.problems());
        if (routes.stable().isEmpty() && blockers.isEmpty()) {
            blockers.add(
                    "the routes do not say which version is stable; give one version all the"
                            + " traffic of each route");
        }
        notReady.ifPresent(blockers::add);
        for (Alert alert : firing.stream().filter(a -> concerns(a, rollout)).toList()) {
            blockers.add(
                    "alert %s (%s) fires since %s; resolve it, or skip the gates"
                            .formatted(
                                    alert.name(),
                                    alert.severity(),
                                    TimeText.moment(alert.startsAt())));
        }
        return new Observation.GatesSeen(
                routes.stable(),
                blockers,
                firing.stream().map(Alert::identity).toList(),
                routes.host(),
                routes.prior());
    }

    /** Whether the alert keeps the rollout from getting traffic. */
    static boolean concerns(Alert alert, Rollout rollout) {
        boolean aboutUs =
                alert.namesSomething()
                        ? rollout.plan().isNamedBy(alert, rollout.service(), rollout.canary())
                        : rollout.plan().onAlert().unversioned() != Unversioned.IGNORE;
        return rollout.plan().onAlert().counts(alert) && aboutUs;
    }
}
