package dev.tidegate.core.rollout;

import dev.tidegate.core.event.Pods;
import dev.tidegate.core.rollout.Phase.Live;
import dev.tidegate.core.rollout.Phase.Pausable;
import dev.tidegate.core.rollout.Phase.RollingBack;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What a look at the canary's pods does: a step that waits for them goes on when there are enough;
 * when there is none for the policy's time while the canary has traffic, all of it goes back.
 */
final class PodLook {

    private PodLook() {}

    static Decision decide(Transition transition, Live live, Pods pods) {
        Rollout rollout = transition.from();
        Availability rule = rollout.plan().availability();
        if (live instanceof RollingBack) {
            return new Decision.Unchanged("a rollback waits for no pod");
        }
        boolean carries = rollout.canaryWeight().basisPoints() > 0;
        if (carries && rule.lostAgainAndAgain(pods, transition.now())) {
            return transition.rollBack(
                    "%s lost all its pods %d times within %d minutes, as when containers are restarted again and again"
                            .formatted(
                                    workload(pods),
                                    Availability.MANY,
                                    Availability.STEADY.toMinutes()));
        }
        return carries && rule.none(pods)
                ? none(transition, rule, pods)
                : some(transition, live, rule, pods);
    }

    private static Decision none(Transition transition, Availability rule, Pods pods) {
        Instant since = transition.from().pods().noneSince().orElse(transition.now());
        String why = rule.lacking(pods).orElseThrow();
        if (!transition.now().isBefore(since.plus(rule.noneFor()))) {
            long seconds = Duration.between(since, transition.now()).toSeconds();
            return transition.rollBack(
                    "no pod of %s was available for %d seconds: %s"
                            .formatted(transition.from().canary(), seconds, why));
        }
        PodState before = transition.from().pods();
        return transition.remembering(
                before.waiting(before.waits().map(_ -> why)).without(Optional.of(since)),
                "no pod of %s is available since %s: %s"
                        .formatted(transition.from().canary(), since, why));
    }

    /** What is not known is no reason to forget that there was none. */
    private static Decision some(Transition transition, Live live, Availability rule, Pods pods) {
        PodState before = transition.from().pods();
        PodState known = pods instanceof Pods.Seen ? before.without(Optional.empty()) : before;
        boolean waits =
                before.waits().isPresent()
                        && live.due().filter(due -> !transition.now().isBefore(due)).isPresent();
        if (waits && live instanceof Pausable pausable) {
            Optional<String> why = rule.unsteady(pods, transition.now());
            return why.isEmpty()
                    ? RolloutStateMachine.waited(transition, pausable)
                    : transition.remembering(known.waiting(why), "waiting: " + why.get());
        }
        return transition.remembering(known, "the pods are in nobody's way");
    }

    private static String workload(Pods pods) {
        return pods instanceof Pods.Seen seen ? seen.workload() : "";
    }
}
