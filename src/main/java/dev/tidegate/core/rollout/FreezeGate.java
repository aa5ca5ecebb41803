package dev.tidegate.core.rollout;

import dev.tidegate.core.event.Action;
import dev.tidegate.core.event.Observation;
import dev.tidegate.core.event.Pods;
import dev.tidegate.core.event.RolloutEvent;
import dev.tidegate.core.event.RolloutEvent.Command;
import dev.tidegate.core.event.RolloutEvent.Observed;
import dev.tidegate.core.event.RolloutEvent.StepDue;
import dev.tidegate.core.event.VerdictTold;
import dev.tidegate.core.rollout.Phase.Pending;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * The gate of a freeze, before the {@link PodGate}: while a person has frozen the namespace, no
 * release goes through its gates, skipped or not, and no step gives the canary more. What is due
 * waits, says why, and goes on when the freeze is over. A command that would give more is refused,
 * as at the gate of the pods. Everything else passes: whatever takes traffic away, a release that
 * goes back, and the end of the bake, which gives nobody traffic. A release that waits to begin
 * loses no time for it: the time to get ready begins anew after the freeze.
 */
public final class FreezeGate {

    private FreezeGate() {}

    /**
     * Decides what the freeze makes of an event; empty when it has nothing to do with it.
     *
     * @param frozen why nothing may begin or go on, as a sentence for a person; empty when it may;
     *     asked only of what would begin or go on
     * @param known whether anybody knows what is frozen; where nobody does, what would begin waits
     *     as for any other of its gates, and is given no time for it
     */
    public static Optional<Decision> decide(
            Rollout rollout,
            RolloutEvent event,
            Supplier<Optional<String>> frozen,
            BooleanSupplier known,
            Instant now) {
        if (!asks(rollout, event)) {
            return Optional.empty();
        }
        Decision decision = RolloutStateMachine.decide(rollout, event, now);
        boolean stopped = stopped(rollout, event, decision);
        boolean told = stopped || waits(rollout, event, decision);
        if (!told && !mayThaw(rollout, event)) {
            return Optional.empty();
        }
        Optional<String> why = frozen.get();
        if (why.isPresent() && rollout.phase() instanceof Pending && !known.getAsBoolean()) {
            return why.filter(_ -> told).map(w -> unsure(rollout, event, w, now));
        }
        return why.isPresent()
                ? why.filter(_ -> told).map(w -> held(rollout, event, decision, stopped, w, now))
                : thawed(rollout, event, now);
    }

    /** Whether the event would begin the release, or give it more, so that a freeze stops it. */
    public static boolean stops(Rollout rollout, RolloutEvent event, Instant now) {
        return asks(rollout, event)
                && stopped(rollout, event, RolloutStateMachine.decide(rollout, event, now));
    }

    /**
     * When a look must be taken again, as {@link PodGate#again}: the end of a freeze that is known
     * has it taken at once.
     *
     * @param frozen whether a freeze is known to be on
     */
    public static Optional<Instant> again(Rollout rollout, Pods pods, boolean frozen, Instant now) {
        return PodGate.again(
                frozen ? rollout.withPods(rollout.pods().waiting(Optional.empty())) : rollout,
                pods,
                now);
    }

    /** What somebody has done to the routes by hand is there already, and is no step. */
    private static boolean asks(Rollout rollout, RolloutEvent event) {
        return rollout.live()
                && !rollout.goesBack()
                && (event instanceof StepDue
                        || event instanceof Command
                        || event instanceof VerdictTold
                        || (event instanceof Observed seen
                                && (seen.observation() instanceof Observation.PodsSeen
                                        || seen.observation() instanceof Observation.GatesSeen)));
    }

    private static boolean stopped(Rollout rollout, RolloutEvent event, Decision decision) {
        return decision instanceof Decision.Moved moved && goesOn(rollout, event, moved.next());
    }

    private static Decision held(
            Rollout rollout,
            RolloutEvent event,
            Decision decision,
            boolean stopped,
            String why,
            Instant now) {
        return stopped && event instanceof Command command
                ? refused(rollout, command, why, now)
                : waiting(rollout, event, decision, why, now);
    }

    private static Decision refused(Rollout rollout, Command command, String why, Instant now) {
        return new Transition(rollout, command, now)
                .refused(
                        "%s would start %s, or give it more traffic, but %s; give it again after that"
                                .formatted(command.title(), rollout.canary(), why));
    }

    /** Whether it begins, or gets more, or would be given up for a wait that is nobody's fault. */
    private static boolean goesOn(Rollout before, RolloutEvent event, Rollout after) {
        if (before.phase() instanceof Pending) {
            return after.phase() instanceof Phase.Preparing
                    || event instanceof StepDue
                    || (event instanceof Command command && command.action() == Action.SKIP);
        }
        return !(after.phase() instanceof Phase.Succeeded) && PodGate.givesMore(before, after);
    }

    /** Whether a look finds that something else keeps it, too: the freeze is told first. */
    private static boolean waits(Rollout rollout, RolloutEvent event, Decision decision) {
        return !(decision instanceof Decision.Moved)
                && event instanceof Observed seen
                && switch (seen.observation()) {
                    case Observation.GatesSeen _ -> rollout.phase() instanceof Pending;
                    case Observation.PodsSeen _ ->
                            decision instanceof Decision.Noted noted
                                    && noted.next().pods().waits().isPresent();
                    default -> false;
                };
    }

    private static Decision waiting(
            Rollout rollout, RolloutEvent event, Decision decision, String why, Instant now) {
        Rollout known =
                decision instanceof Decision.Noted noted
                        ? noted.next()
                        : event instanceof Observed(var _, var _, var _, Observation.PodsSeen seen)
                                ? rollout.withPods(
                                        PodLook.known(
                                                new Transition(rollout, event, now), seen.pods()))
                                : event instanceof VerdictTold told
                                        ? Verdicts.remembering(rollout, told, now)
                                        : rollout;
        Rollout next = known.withPods(known.pods().waiting(Optional.of(why)));
        return next.equals(rollout)
                ? new Decision.Unchanged("still waiting: " + why)
                : new Decision.Noted(next, Optional.empty(), "waiting: " + why);
    }

    /** The mark of a freeze that was known before stays. */
    private static Decision unsure(Rollout rollout, RolloutEvent event, String why, Instant now) {
        if (event instanceof Command command) {
            return refused(rollout, command, why, now);
        }
        Pending pending = (Pending) rollout.phase();
        Rollout next = rollout.withRoutes(rollout.routes(), pending.waitingFor(List.of(why)));
        return next.equals(rollout)
                ? new Decision.Unchanged("still waiting: " + why)
                : new Decision.Noted(next, Optional.empty(), "waiting: " + why);
    }

    private static boolean mayThaw(Rollout rollout, RolloutEvent event) {
        return rollout.phase() instanceof Pending
                && rollout.pods().waits().isPresent()
                && !(event instanceof Command);
    }

    /** What waited to begin for the end of a freeze has its whole time to get ready again. */
    private static Optional<Decision> thawed(Rollout rollout, RolloutEvent event, Instant now) {
        if (!mayThaw(rollout, event) || !(rollout.phase() instanceof Pending pending)) {
            return Optional.empty();
        }
        Duration lacking =
                Duration.between(pending.deadline(), now.plus(rollout.plan().readyTimeout()));
        Rollout ready =
                rollout.withRoutes(
                                rollout.routes(),
                                lacking.isPositive() ? pending.shifted(lacking) : pending)
                        .withPods(rollout.pods().waiting(Optional.empty()));
        Decision noted =
                new Decision.Noted(
                        ready,
                        Optional.empty(),
                        "the freeze is over; the time to get ready begins anew");
        if (event instanceof StepDue) {
            return Optional.of(noted);
        }
        return event instanceof Observed(var _, var _, var _, Observation.GatesSeen _)
                ? Optional.of(RolloutStateMachine.decide(ready, event, now))
                        .map(d -> d instanceof Decision.Unchanged ? noted : d)
                : Optional.empty();
    }
}
