package dev.tidegate.core.service;

import dev.tidegate.core.distribution.Version;
import dev.tidegate.core.event.Alert;
import dev.tidegate.core.event.RolloutEvent;
import dev.tidegate.core.event.RolloutEvent.AlertFired;
import dev.tidegate.core.rollout.Rollout;
import dev.tidegate.core.service.ServiceDecision.OnRollout;

import java.time.Instant;
import java.util.Optional;

/**
 * What an alert means. Nothing that may be away or broken is asked before the decision on a live
 * release. One that was written before the bake of a release was over and read after it opens that
 * release again and takes it back, as long as the version before has pods to take the traffic.
 */
final class AlertDecisions {

    private AlertDecisions() {}

    static ServiceDecision decide(ServiceView view, AlertFired fired, Instant now) {
        if (over(view, fired)) {
            return new ServiceDecision.NoNews(
                    fired,
                    "alert %s was resolved before this copy of it came"
                            .formatted(fired.alert().name()));
        }
        Optional<OnRollout> decided = onLatest(view, fired, now);
        if (decided.filter(d -> opensAgain(d)).isEmpty()) {
            return decided.<ServiceDecision>map(d -> d)
                    .orElseGet(() -> ServiceStateMachine.noRollout(fired));
        }
        if (!view.fresh()) {
            return new ServiceDecision.ReadAnew("a newer release may have begun");
        }
        return hindrance(view, fired, decided.get().rollout())
                .<ServiceDecision>map(why -> new ServiceDecision.Refuse(fired, why))
                .orElse(decided.get());
    }

    /** Whether the alert changes something of the newest release that is known here. */
    static boolean matters(ServiceView view, AlertFired fired, Instant now) {
        return !over(view, fired)
                && onLatest(view, fired, now)
                        .filter(d -> !d.unmoved())
                        .filter(
                                d ->
                                        !opensAgain(d)
                                                || hindrance(view, fired, d.rollout()).isEmpty())
                        .isPresent();
    }

    /**
     * The decision at the moment before the first traffic. When the gates were looked at, an alert
     * may have fired that this process did not know of yet; whoever remembered it then did not know
     * of this rollout as more than pending. So the alerts are read once more.
     */
    static ServiceDecision armed(ServiceView view, OnRollout decided, Instant now) {
        Rollout preparing = decided.rollout();
        return switch (view.firing()) {
            case Answer.Unknown(String why) -> new ServiceDecision.NotYet(why);
            case Answer.Known(var firing) ->
                    firing.stream()
                            .filter(alert -> GateLook.concerns(alert, preparing))
                            .map(alert -> fired(alert, decided.event()))
                            .map(fired -> OnRollout.of(view, preparing, fired, now))
                            .filter(d -> !d.unmoved())
                            .findFirst()
                            .orElseGet(() -> OnRollout.of(view, preparing, decided.event(), now));
        };
    }

    private static AlertFired fired(Alert alert, RolloutEvent event) {
        return new AlertFired(alert.identity(), event.service(), event.time(), alert);
    }

    private static boolean over(ServiceView view, AlertFired fired) {
        return view.resolved().stream().anyMatch(end -> end.ends(fired.alert()));
    }

    private static Optional<OnRollout> onLatest(ServiceView view, AlertFired fired, Instant now) {
        return view.latest().map(latest -> OnRollout.of(view, latest, fired, now));
    }

    private static boolean opensAgain(OnRollout decided) {
        return !decided.rollout().live() && !decided.unmoved();
    }

    /** Why the ended release cannot be taken back, for a person; empty when it can. */
    private static Optional<String> hindrance(ServiceView view, AlertFired fired, Rollout rollout) {
        return rollout.stable()
                .filter(stable -> hasNoPods(view, rollout, stable))
                .map(
                        stable ->
                                "alert %s was read after %s had succeeded, and no pod of %s is there to take the traffic back; tidegate rollback --to %s gives it the pods back that the policy had taken, else start it first"
                                        .formatted(
                                                fired.alert().name(),
                                                rollout.identity().name(),
                                                stable,
                                                stable));
    }

    private static boolean hasNoPods(ServiceView view, Rollout rollout, Version stable) {
        return rollout.plan().availability().none(view.pods(rollout.plan(), stable));
    }
}
