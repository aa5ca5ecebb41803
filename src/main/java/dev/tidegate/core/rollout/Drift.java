package dev.tidegate.core.rollout;

import dev.tidegate.core.distribution.Version;
import dev.tidegate.core.event.Observation.RoutesDrifted;
import dev.tidegate.core.event.Observation.SubsetsUndefined;
import dev.tidegate.core.rollout.Phase.Live;
import dev.tidegate.core.rollout.Phase.Pausable;
import dev.tidegate.core.rollout.Phase.Paused;
import dev.tidegate.core.rollout.Phase.RollingBack;

import java.time.Duration;
import java.util.stream.Collectors;

/**
 * What a hand edit of the weights or subsets does: it is reverted, adopted or paused at, as the
 * policy says, and a fight with somebody who never gives in is ended.
 */
final class Drift {

    /** So many reverts in {@link #A_WHILE}, and somebody else will never give in. */
    private static final int REVERTS = 5;

    private static final Duration A_WHILE = Duration.ofMinutes(10);
    private static final String FIGHT =
            "; reverted %d times within %d minutes: something else manages this route; exclude its weights there, then resume"
                    .formatted(REVERTS, A_WHILE.toMinutes());

    private static final String SUBSET_FIGHT =
            "; given back %d times within %d minutes: something else manages the subsets; exclude them there, then deploy again"
                    .formatted(REVERTS, A_WHILE.toMinutes());

    private static final String WAYS_ON =
            "; paused: resume goes on, abort takes the canary's traffic back";

    private Drift() {}

    static Decision decide(Transition transition, Live live, RoutesDrifted drifted) {
        Rollout rollout = transition.from();
        if (rollout.wanted().isEmpty()) {
            return new Decision.Unchanged("no weight is wanted yet");
        }
        String what =
                "%s was edited by hand to %s (wanted %s)"
                        .formatted(drifted.route(), drifted.found(), rollout.wanted().get());
        if (live instanceof RollingBack) {
            return transition.to(
                    live, rollout.wanted().get(), what + "; reverted, because it is rolling back");
        }
        return switch (rollout.plan().onDrift()) {
            case REVERT ->
                    fought(transition)
                            ? pause(transition, live, drifted, what + FIGHT)
                            : transition.to(live, rollout.wanted().get(), what + "; reverted");
            case ADOPT ->
                    transition.to(live, drifted.found(), what + "; adopted until the next step");
            case PAUSE ->
                    pause(
                            transition,
                            live,
                            drifted,
                            live instanceof Pausable ? what + WAYS_ON : what);
        };
    }

    /**
     * No weight may stay on a subset that is gone: it is given back, whoever stops the rollout
     * meanwhile. Where the absence is to be adopted, or is made again and again, the canary cannot
     * carry traffic.
     */
    static Decision decide(Transition transition, Live live, SubsetsUndefined undefined) {
        if (transition.from().wanted().isEmpty() || live instanceof RollingBack) {
            return new Decision.Unchanged("%s needs no subset of it".formatted(live.title()));
        }
        String what =
                "%s lost the subsets %s while they were needed"
                        .formatted(
                                undefined.rule(),
                                undefined.versions().stream()
                                        .map(Version::name)
                                        .collect(Collectors.joining(", ")));
        if (fought(transition) || reopened(transition)) {
            return transition.rollBack(what + SUBSET_FIGHT);
        }
        return switch (transition.from().plan().onDrift()) {
            case REVERT ->
                    transition.prepareAgain(
                            live, undefined.carried(), false, what + "; given back");
            case PAUSE ->
                    transition.prepareAgain(
                            live, undefined.carried(), true, what + "; given back, and paused");
            case ADOPT -> transition.rollBack(what + "; adopted: nothing leads to the canary");
        };
    }

    /** Whether the propagation wait began anew many times in a short time. */
    private static boolean reopened(Transition transition) {
        return transition.history().prepared(transition.now().minus(A_WHILE)) > REVERTS;
    }

    /** Whether the last moves were nothing but reverts, many in a short time. */
    private static boolean fought(Transition transition) {
        return transition.history().reverted(transition.now().minus(A_WHILE)) >= REVERTS;
    }

    private static Decision pause(
            Transition transition, Live live, RoutesDrifted drifted, String what) {
        return live instanceof Pausable pausable
                ? transition.to(
                        new Paused(pausable, false, what, transition.now()), drifted.found(), what)
                : transition.to(live, drifted.found(), what + "; it stays paused");
    }
}
