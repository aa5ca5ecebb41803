package dev.tidegate.core.service;

import dev.tidegate.core.event.Alert;
import dev.tidegate.core.event.Pods;
import dev.tidegate.core.rollout.Rollout;
import dev.tidegate.core.route.ObservedRoutes;
import dev.tidegate.core.text.Reason;
import dev.tidegate.core.text.TimeText;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is in the way of a release that goes back. Less than at the gates: neither an alert on
 * another version nor versions that meet each other's pods, which was so before. Routes that a live
 * release moves are looked at when it has given them back.
 */
final class BackObstacle {

    private BackObstacle() {}

    /** As a sentence for a person; empty when nothing is. */
    static Optional<String> of(ServiceView view, GateLook look, Rollout rehearsed, Instant now) {
        return Optional.of(look.routes())
                .filter(_ -> view.live().filter(live -> !live.plan().dryRun()).isEmpty())
                .flatMap(BackObstacle::problem)
                .or(() -> pods(view, rehearsed, now))
                .or(() -> firing(look, rehearsed));
    }

    /** Pods that were taken from the version are given back, and waited for. */
    private static Optional<String> pods(ServiceView view, Rollout rehearsed, Instant now) {
        Pods pods = view.canaryPods(rehearsed);
        return NeededPods.taken(view, rehearsed.canary(), pods)
                ? Optional.empty()
                : rehearsed.plan().availability().unsteady(pods, now);
    }

    private static Optional<String> problem(ObservedRoutes routes) {
        List<String> problems = new ArrayList<>(routes.problems());
        routes.prior().problems().stream().map(Reason::of).forEach(problems::remove);
        if (!problems.isEmpty()) {
            return Optional.of(String.join("; ", problems));
        }
        return routes.stable().isEmpty()
                ? Optional.of("the routes do not say which version carries it")
                : Optional.empty();
    }

    private static Optional<String> firing(GateLook look, Rollout rehearsed) {
        return look.firing().stream()
                .filter(rehearsed.plan().onAlert()::counts)
                .filter(a -> rehearsed.plan().isNamedBy(a, rehearsed.service(), rehearsed.canary()))
                .map(BackObstacle::title)
                .findFirst();
    }

    private static String title(Alert alert) {
        return "alert %s (%s) on it fires since %s, fingerprint %s, which may be forgotten if it is over"
                .formatted(
                        alert.name(),
                        alert.severity(),
                        TimeText.moment(alert.startsAt()),
                        alert.fingerprint());
    }
}
