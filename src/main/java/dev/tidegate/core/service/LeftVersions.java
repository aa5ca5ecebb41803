package dev.tidegate.core.service;

import dev.tidegate.core.event.RolloutEvent.DeployStarted;
import dev.tidegate.core.rollout.Declarations;
import dev.tidegate.core.rollout.Phase;
import dev.tidegate.core.rollout.Rollout;
import dev.tidegate.core.service.ServiceDecision.OnRollout;
import dev.tidegate.core.service.ServiceDecision.ReadAnew;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What senders who declare go on telling after a person went back to an earlier version: the
 * version that carried the traffic, or the one that was released last. Neither is news, until the
 * same sender has declared another one.
 */
final class LeftVersions {

    private LeftVersions() {}

    /** What the declaration means after a way back; empty when it has nothing to do with one. */
    static Optional<ServiceDecision> declared(ServiceView view, DeployStarted deploy, Instant now) {
        List<Rollout> rollouts = view.rollouts();
        for (int i = 0; i < rollouts.size(); i++) {
            Rollout rollout = rollouts.get(i);
            if (rollout.phase() instanceof Phase.Succeeded
                    || (rollout.live() && rollout.goesBack())) {
                List<Rollout> before = rollouts.subList(i + 1, rollouts.size());
                return rollout.goesBack() && !Declarations.heardFrom(rollout, deploy)
                        ? after(view, rollout, before, deploy, now)
                        : Optional.empty();
            }
        }
        return Optional.empty();
    }

    private static Optional<ServiceDecision> after(
            ServiceView view,
            Rollout back,
            List<Rollout> before,
            DeployStarted deploy,
            Instant now) {
        if (deploy.version().equals(back.canary())) {
            return Optional.of(OnRollout.of(view, back, deploy, now));
        }
        boolean left =
                Stream.concat(
                                back.identity().deploy().leaves().stream(),
                                before.stream().limit(1).map(Rollout::canary))
                        .anyMatch(deploy.version()::equals);
        if (!left) {
            return Optional.empty();
        }
        return Optional.of(
                view.fresh()
                        ? Opening.noNews(
                                deploy,
                                "%s went back from it; retry it, or release another version"
                                        .formatted(back.identity().name()))
                        : new ReadAnew(
                                "what is known here has gone back from " + deploy.version()));
    }
}
