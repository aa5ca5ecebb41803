package dev.tidegate.core.rollout;

import dev.tidegate.core.event.Observation;
import dev.tidegate.core.event.Pods;
import dev.tidegate.core.event.RolloutEvent;
import dev.tidegate.core.event.RolloutEvent.Command;
import dev.tidegate.core.event.RolloutEvent.Observed;
import dev.tidegate.core.event.RolloutEvent.StepDue;
import dev.tidegate.core.event.VerdictTold;
import dev.tidegate.core.rollout.Phase.Live;
import dev.tidegate.core.rollout.Phase.RollingBack;
import dev.tidegate.core.traffic.Segment;
import dev.tidegate.core.traffic.Traffic;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The gate before every step: nothing gives the canary more traffic, and nothing ends the bake,
 * while it has too few pods, or while no alert could take it back. A step that is due waits, and
 * goes on when that is over. A command is refused: who gave it sees why at once, and it does not
 * act an hour later. Whatever takes traffic away passes, and so does what somebody wrote into the
 * routes by hand: that is there already. A release that goes back waits for pods alone: it takes
 * traffic away from what a person wants to leave.
 */
public final class PodGate {

    /** How soon pods of which nothing is known are looked at again. */
    private static final Duration UNSEEN = Duration.ofSeconds(5);

    /** How soon a step is looked at again that does not wait for pods. */
    private static final Duration UNWATCHED = Duration.ofSeconds(10);

    private PodGate() {}

    /**
     * Decides as {@link RolloutStateMachine#decide} does, given what the canary's pods are like
     * now.
     *
     * @param pods asked only before a step: nothing that takes traffic away waits for the answer
     * @param unwatched why no alert can come, as a sentence for a person; empty when one can
     */
    public static Decision decide(
            Rollout rollout,
            RolloutEvent event,
            Supplier<Pods> pods,
            Optional<String> unwatched,
            Instant now) {
        Decision decision = RolloutStateMachine.decide(rollout, event, now);
        if (!asks(event)
                || !(decision instanceof Decision.Moved moved)
                || !givesMore(rollout, moved.next())) {
            return decision;
        }
        Pods seen = pods.get();
        return unwatched
                .filter(_ -> !rollout.goesBack())
                .or(() -> rollout.plan().availability().unsteady(seen, now))
                .map(why -> held(new Transition(rollout, event, now), seen, why))
                .orElse(decision);
    }

    private static boolean asks(RolloutEvent event) {
        return event instanceof StepDue
                || event instanceof Command
                || event instanceof VerdictTold
                || (event instanceof Observed seen
                        && seen.observation() instanceof Observation.PodsSeen);
    }

    static boolean givesMore(Rollout before, Rollout after) {
        return after.phase() instanceof Phase.Succeeded
                || after.canaryWeight().compareTo(before.canaryWeight()) > 0
                || mirrored(after) > mirrored(before)
                || (after.reachesCanary() && !segments(after).equals(segments(before)));
    }

    private static int mirrored(Rollout rollout) {
        return rollout.traffic().map(t -> t.mirrored(rollout.canary())).orElse(0);
    }

    private static List<Segment> segments(Rollout rollout) {
        return rollout.traffic().map(Traffic::segments).orElse(List.of());
    }

    private static Decision held(Transition transition, Pods pods, String why) {
        Rollout rollout = transition.from();
        if (transition.event() instanceof Command command) {
            return transition.refused(
                    "%s would give %s more traffic, or end its bake, but %s; give it again when that is over"
                            .formatted(command.title(), rollout.canary(), why));
        }
        PodState known = PodLook.known(transition, pods).waiting(Optional.of(why));
        String waiting = "waiting: " + why;
        if (!(transition.event() instanceof VerdictTold told)) {
            return PodLook.noted(rollout, known, waiting);
        }
        Rollout next = Verdicts.remembering(rollout, told, transition.now()).withPods(known);
        return next.equals(rollout)
                ? new Decision.Unchanged(waiting)
                : new Decision.Noted(next, Optional.empty(), waiting);
    }

    /**
     * When a look must be taken again though nothing in the cluster has changed: because a time is
     * over then, or because a step waits for what no change in the cluster tells. Empty when
     * nothing depends on the time.
     */
    public static Optional<Instant> again(Rollout rollout, Pods pods, Instant now) {
        Availability rule = rollout.plan().availability();
        if (!(rollout.phase() instanceof Live)) {
            return Optional.empty();
        }
        Optional<Instant> other =
                rollout.pods()
                        .waits()
                        .filter(_ -> rule.unsteady(pods, now).isEmpty())
                        .map(_ -> now.plus(UNWATCHED));
        Optional<Instant> silent =
                Silence.at(rollout).map(at -> at.isBefore(now) ? now.plus(UNWATCHED) : at);
        if (!rule.counts()) {
            return Stream.of(other, silent).flatMap(Optional::stream).min(Instant::compareTo);
        }
        boolean carries = rollout.reachesCanary() && !(rollout.phase() instanceof RollingBack);
        return Stream.of(
                        other,
                        silent,
                        pods instanceof Pods.Unseen
                                ? Optional.of(now.plus(UNSEEN))
                                : Optional.<Instant>empty(),
                        carries && rule.none(pods)
                                ? Optional.of(
                                        rollout.pods().noneSince().orElse(now).plus(rule.noneFor()))
                                : Optional.<Instant>empty(),
                        rollout.pods().waits().flatMap(_ -> rule.steadyAt(pods, now)))
                .flatMap(Optional::stream)
                .min(Instant::compareTo);
    }
}
