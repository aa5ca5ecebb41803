package dev.tidegate.core.service;

import dev.tidegate.core.distribution.Version;
import dev.tidegate.core.event.RolloutEvent.DeployStarted;
import dev.tidegate.core.rollout.Declarations;
import dev.tidegate.core.rollout.Phase;
import dev.tidegate.core.rollout.Rollout;
import dev.tidegate.core.service.ServiceDecision.OnRollout;
import dev.tidegate.core.service.ServiceDecision.ReadAnew;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What senders who declare go on telling after a person went back to an earlier version: the
 * version that carried the traffic, or the one that was released last. Neither is news, until the
 * same sender has told of another one: declared it, or deployed it once.
 */
final class LeftVersions {

    private LeftVersions() {}

    /** What the declaration means after a way back; empty when it has nothing to do with one. */
    static Optional<ServiceDecision> declared(ServiceView view, DeployStarted deploy, Instant now) {
        List<Rollout> rollouts = view.moved();
        for (int i = 0; i < rollouts.size(); i++) {
            Rollout rollout = rollouts.get(i);
            if (rollout.phase() instanceof Phase.Succeeded
                    || (rollout.live() && rollout.goesBack())) {
                boolean told =
                        Declarations.heardFrom(rollout, deploy)
                                || rollouts.subList(0, i).stream()
                                        .anyMatch(r -> deploy.hasSourceOf(started(r).id()));
                return rollout.goesBack() && !told
                        ? after(view, rollouts.subList(i, rollouts.size()), deploy, now)
                        : Optional.empty();
            }
        }
        return Optional.empty();
    }

    private static DeployStarted started(Rollout rollout) {
        return rollout.identity().deploy();
    }

    /**
     * The same of a sender who has told nothing since.
     *
     * @param since the release that went back, and all before it
     */
    private static Optional<ServiceDecision> after(
            ServiceView view, List<Rollout> since, DeployStarted deploy, Instant now) {
        Rollout back = since.getFirst();
        String name = back.identity().name();
        if (deploy.version().equals(back.canary())) {
            return Optional.of(
                    deploy.isOlderThan(started(back))
                            ? noNews(view, deploy, name + " has gone back to it since")
                            : OnRollout.of(view, back, deploy, now));
        }
        return left(since).contains(deploy.version())
                ? Optional.of(
                        noNews(
                                view,
                                deploy,
                                "%s went back from it; a deployment that is not declared again and again releases it, or release another version"
                                        .formatted(name)))
                : Optional.empty();
    }

    private static ServiceDecision noNews(ServiceView view, DeployStarted deploy, String why) {
        return view.fresh()
                ? Opening.noNews(deploy, why)
                : new ReadAnew("what is known here has gone back from " + deploy.version());
    }

    /** What was left by one way back after the other, and what was released before the first. */
    private static Set<Version> left(List<Rollout> since) {
        Set<Version> left = new HashSet<>();
        for (int i = 0; i < since.size(); i++) {
            started(since.get(i)).leaves().ifPresent(left::add);
            if (i > 0) {
                left.add(since.get(i).canary());
            }
            if (!since.get(i).goesBack()) {
                break;
            }
        }
        left.remove(since.getFirst().canary());
        return left;
    }
}
