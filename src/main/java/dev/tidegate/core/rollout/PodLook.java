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
        Instant now = transition.now();
        if (lostAgainAndAgain(rollout, pods, now)) {
            return transition.rollBack(
                    "%s lost all its pods %d times within %d minutes, as when containers are restarted again and again"
                            .formatted(
                                    workload(pods),
                                    Availability.MANY,
                                    Availability.STEADY.toMinutes()));
        }
        PodState known = known(transition, pods);
        Optional<Instant> since = known.noneSince().filter(_ -> rule.none(pods));
        if (since.filter(s -> !now.isBefore(s.plus(rule.noneFor()))).isPresent()) {
            return transition.rollBack(
                    "no pod of %s was available for %d seconds: %s"
                            .formatted(
                                    rollout.canary(),
                                    Duration.between(since.get(), now).toSeconds(),
                                    rule.lacking(pods).orElseThrow()));
        }
        boolean waits =
                known.waits().isPresent()
                        && live.due().filter(due -> !now.isBefore(due)).isPresent();
        Optional<String> why = waits ? rule.unsteady(pods, now) : known.waits();
        if (waits && why.isEmpty() && live instanceof Pausable pausable) {
            return RolloutStateMachine.waited(transition, pausable);
        }
        PodState seen = known.waiting(why);
        return Silence.decide(new Transition(rollout.withPods(seen), transition.event(), now))
                .orElseGet(
                        () ->
                                noted(
                                        rollout,
                                        seen,
                                        why.map(w -> "waiting: " + w)
                                                .orElse("the pods are in nobody's way")));
    }

    /**
     * The same revision, knowing this of the pods. The event is not remembered: another copy of it
     * may find more of them.
     */
    static Decision noted(Rollout rollout, PodState pods, String reason) {
        return pods.equals(rollout.pods())
                ? new Decision.Unchanged(reason)
                : new Decision.Noted(rollout.withPods(pods), Optional.empty(), reason);
    }

    /**
     * What is known of the pods after a look at them. What cannot be seen is no reason to forget
     * that there was none.
     */
    static PodState known(Transition transition, Pods pods) {
        Rollout rollout = transition.from();
        PodState before = rollout.pods();
        if (pods instanceof Pods.Unseen) {
            return before;
        }
        boolean none = rollout.reachesCanary() && rollout.plan().availability().none(pods);
        return before.without(
                none
                        ? before.noneSince().or(() -> Optional.of(transition.now()))
                        : Optional.empty());
    }

    /** Since it has traffic: what a canary is like that is still being mended tells nothing. */
    private static boolean lostAgainAndAgain(Rollout rollout, Pods pods, Instant now) {
        return rollout.reachesCanary()
                && rollout.history().stream()
                        .filter(move -> move.step() > 0)
                        .findFirst()
                        .filter(
                                first ->
                                        rollout.plan()
                                                .availability()
                                                .lostAgainAndAgain(pods, first.at(), now))
                        .isPresent();
    }

    private static String workload(Pods pods) {
        return pods instanceof Pods.Seen seen ? seen.workload() : "";
    }
}
