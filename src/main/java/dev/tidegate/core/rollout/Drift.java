package dev.tidegate.core.rollout;

import dev.tidegate.core.distribution.Version;
import dev.tidegate.core.event.Observation.RoutesDrifted;
import dev.tidegate.core.event.Observation.SubsetsUndefined;
import dev.tidegate.core.rollout.Phase.Live;
import dev.tidegate.core.rollout.Phase.Pausable;
import dev.tidegate.core.rollout.Phase.Paused;
import dev.tidegate.core.rollout.Phase.RollingBack;
import dev.tidegate.core.traffic.Traffic;

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
        if (rollout.traffic().isEmpty()) {
            return new Decision.Unchanged("no weight is wanted yet");
        }
        Traffic wanted = rollout.traffic().get();
        Traffic found =
                drifted.segments() ? wanted.with(drifted.found()) : new Traffic(drifted.found());
        String what =
                "%s edited by hand to %s (wanted %s)"
                        .formatted(edited(drifted, wanted), found, wanted);
        if (live instanceof RollingBack) {
            return transition.to(live, wanted, what + "; reverted, because it is rolling back");
        }
        return switch (rollout.plan().onDrift()) {
            case REVERT ->
                    fought(transition)
                            ? pause(transition, live, found, what + FIGHT)
                            : transition.to(live, wanted, what + "; reverted");
            case ADOPT -> transition.to(live, found, what + "; adopted until the next step");
            case PAUSE ->
                    pause(
                            transition,
                            live,
                            found,
                            live instanceof Pausable ? what + WAYS_ON : what);
        };
    }

    private static String edited(RoutesDrifted drifted, Traffic wanted) {
        if (drifted.segments()) {
            return drifted.route() + " was";
        }
        return wanted.cookies().isEmpty() && wanted.mirrors().isEmpty()
                ? "the managed routes before %s were".formatted(drifted.route())
                : "what the step adds to %s was".formatted(drifted.route());
    }

    /**
     * No weight may stay on a subset that is gone: it is given back, whoever stops the rollout
     * meanwhile. Where the absence is to be adopted, or is made again and again, the canary cannot
     * carry traffic.
     */
    static Decision decide(Transition transition, Live live, SubsetsUndefined undefined) {
        if (transition.from().traffic().isEmpty() || live instanceof RollingBack) {
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
        Traffic carried = transition.from().traffic().get().with(undefined.carried());
        return switch (transition.from().plan().onDrift()) {
            case REVERT -> transition.prepareAgain(live, carried, false, what + "; given back");
            case PAUSE ->
                    transition.prepareAgain(live, carried, true, what + "; given back, and paused");
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

    private static Decision pause(Transition transition, Live live, Traffic found, String what) {
        return live instanceof Pausable pausable
                ? transition.to(new Paused(pausable, false, what, transition.now()), found, what)
                : transition.to(live, found, what + "; it stays paused");
    }
}
