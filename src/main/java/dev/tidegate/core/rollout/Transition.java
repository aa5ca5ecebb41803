package dev.tidegate.core.rollout;

import dev.tidegate.core.distribution.Version;
import dev.tidegate.core.distribution.Weight;
import dev.tidegate.core.event.Initiator;
import dev.tidegate.core.event.Observation.GatesSeen;
import dev.tidegate.core.event.RolloutEvent;
import dev.tidegate.core.event.RolloutEvent.DeployStarted;
import dev.tidegate.core.traffic.Traffic;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Builds the next state of one rollout for one event: the only place where a revision is counted
 * up.
 *
 * @param from the rollout before
 * @param event what moves it
 * @param now when it is decided
 */
record Transition(Rollout from, RolloutEvent event, Instant now) {

    /**
     * How long after the decision the routes may be acknowledged without the hold starting anew. It
     * is added to every hold, so that no hold is ever shorter than the plan says, counted from the
     * acknowledgement.
     */
    static final Duration ACKNOWLEDGE = Duration.ofMillis(250);

    /**
     * When something that lasts {@code hold} from the acknowledgement of a write made now is over.
     */
    Instant until(Duration hold) {
        return now.plus(ACKNOWLEDGE).plus(hold);
    }

    PhaseTraffic planned() {
        return new PhaseTraffic(from);
    }

    History history() {
        return new History(from);
    }

    /** To {@code phase}; the routes stay as they are wanted. */
    Decision to(Phase phase, String cause) {
        return moved(phase, from.stable(), from.traffic(), false, from.next(), cause);
    }

    /** To {@code phase}; the routes shall carry {@code wanted}. */
    Decision to(Phase phase, Traffic wanted, String cause) {
        return moved(phase, from.stable(), Optional.of(wanted), true, from.next(), cause);
    }

    /** To Preparing, now that the routes have shown which version is stable. */
    Decision prepare(Version stable, GatesSeen gates) {
        Duration wait = gates.known() ? Duration.ZERO : from.plan().propagation();
        Phase phase = new Phase.Preparing(now, until(wait));
        Optional<Traffic> wanted = Optional.of(Traffic.all(stable));
        RouteState routes = from.routes().at(gates.host(), gates.prior());
        Rollout overruling = from.withRoutes(routes, from.phase());
        // copies of what fires now are no news
        return new Transition(overruling.rememberingAlerts(gates.firing()), event, now)
                .moved(phase, Optional.of(stable), wanted, true, from.next(), "the gates are open");
    }

    /**
     * To Preparing again: subsets that were taken away are given back, and no version gets more
     * traffic before every proxy knows them. Then the step begins anew.
     *
     * @param carried what the routes carry meanwhile
     */
    Decision prepareAgain(Phase.Live live, Traffic carried, boolean stop, String cause) {
        Phase.Preparing again =
                new Phase.Preparing(live.stage(from.plan()), now, until(from.plan().propagation()));
        boolean stopped = live instanceof Phase.Paused paused && !paused.declared();
        return to(
                stop || stopped ? new Phase.Paused(again, false, cause, now) : again,
                carried,
                cause);
    }

    /** Into the step with this index: its weight, then its hold, its pause or the bake. */
    Decision enter(int index, String cause) {
        Step step = from.plan().steps().get(index);
        boolean last = index == from.plan().steps().size() - 1;
        Phase phase;
        if (step.hold().isZero() && step.pause()) {
            phase = declaredPause(new Phase.Progressing(index, now, now));
        } else if (step.hold().isZero() && last) {
            phase = new Phase.Baking(now, until(from.plan().bake()));
        } else {
            phase = new Phase.Progressing(index, now, until(step.hold()));
        }
        return to(phase, planned().of(step.traffic()), cause);
    }

    /** On from the step with this index: the next one, or the bake. */
    Decision leave(int index, String cause) {
        if (index + 1 < from.plan().steps().size()) {
            return enter(index + 1, cause);
        }
        return to(new Phase.Baking(now, until(from.plan().bake())), planned().full(), cause);
    }

    Phase.Paused declaredPause(Phase.Progressing at) {
        return new Phase.Paused(
                at, true, "step %d pauses until it is promoted".formatted(at.step() + 1), now);
    }

    /** All traffic back to stable. A rollout that never touched a route is back at once. */
    Decision rollBack(String cause) {
        if (from.wanted().isEmpty() || from.stable().isEmpty()) {
            return to(new Phase.RolledBack(cause, now), cause);
        }
        return to(new Phase.RollingBack(cause, now), Traffic.all(from.stable().get()), cause);
    }

    /**
     * The end of a rollback: every route that can be seen is acknowledged.
     *
     * @param whole whether all can be seen; the rest is to be made as wanted when it comes back
     */
    Decision rolledBack(Phase.RollingBack phase, boolean whole) {
        long known = whole ? from.revision() + 1 : from.wantedRevision();
        RouteState routes = from.routes().acknowledged(known);
        return new Transition(from.withRoutes(routes, phase), event, now)
                .to(new Phase.RolledBack(phase.cause(), now), phase.cause());
    }

    /** Gives way to {@code newer}; an older one that waited to do so is not released. */
    Decision supersede(DeployStarted newer) {
        NextInLine line = new NextInLine(from);
        Optional<String> other = line.newerThan(newer);
        if (other.isPresent()) {
            return refused(other.get());
        }
        String what = "%s takes the place of %s".formatted(newer.version(), from.identity().name());
        Rollout alone =
                line.otherThan(newer)
                        .map(old -> Refusal.of(old, NextInLine.replaced(old, what)))
                        .map(from::refusing)
                        .orElse(from);
        return new Transition(alone, event, now).giveWay(newer);
    }

    private Decision giveWay(DeployStarted newer) {
        String cause =
                newer.leaves().isPresent() ? newer.cause() : "deployment of " + newer.version();
        Phase phase = new Phase.Superseded(newer.version().name(), now);
        Optional<Traffic> wanted = from.traffic().flatMap(_ -> from.stable()).map(Traffic::all);
        return moved(phase, from.stable(), wanted, wanted.isPresent(), Optional.of(newer), cause);
    }

    /** Back into {@code phase}, with the traffic it wants. */
    Decision back(Phase.Pausable phase, String cause) {
        Optional<Traffic> wanted = planned().wantedIn(phase);
        return moved(
                phase, from.stable(), wanted, !wanted.equals(from.traffic()), from.next(), cause);
    }

    /** The same revision with another phase, the event remembered. */
    Decision noted(Phase phase, String reason) {
        return new Decision.Noted(from.noting(event, phase, from.next()), Optional.empty(), reason);
    }

    /** The same revision in another phase, its weights acknowledged: nothing is in their way. */
    Decision acknowledged(Phase phase, String reason) {
        RouteState routes = from.routes().acknowledged(from.wantedRevision());
        return new Decision.Noted(from.withRoutes(routes, phase), Optional.empty(), reason);
    }

    /** The same revision, the event remembered. */
    Decision noted(String reason) {
        return noted(from.phase(), reason);
    }

    /** The same revision; the event will not be followed. */
    Decision refused(String reason) {
        return refused(event, from.next(), reason);
    }

    private Decision refused(RolloutEvent refused, Optional<DeployStarted> next, String reason) {
        return new Decision.Noted(
                from.noting(event, from.phase(), next).refusing(Refusal.of(refused, reason)),
                Optional.of(refused),
                reason);
    }

    /** The same revision, {@code deploy} next in line in place of an older one. */
    Decision queued(DeployStarted deploy, String reason) {
        NextInLine line = new NextInLine(from);
        Optional<String> newer = line.newerThan(deploy);
        if (newer.isPresent()) {
            return refused(newer.get());
        }
        return line.otherThan(deploy)
                .map(old -> refused(old, Optional.of(deploy), NextInLine.replaced(old, reason)))
                .orElseGet(
                        () ->
                                new Decision.Noted(
                                        from.noting(event, from.phase(), Optional.of(deploy)),
                                        Optional.empty(),
                                        reason));
    }

    private Decision moved(
            Phase phase,
            Optional<Version> stable,
            Optional<Traffic> wanted,
            boolean write,
            Optional<DeployStarted> next,
            String cause) {
        long revision = from.revision() + 1;
        Weight weight = wanted.map(w -> w.everybody().weightOf(from.canary())).orElse(Weight.ZERO);
        Move move =
                new Move(
                        revision,
                        now,
                        phase.kind(),
                        planned().step(phase),
                        weight,
                        Move.told(from.plan(), cause),
                        event.id(),
                        initiator(phase));
        return new Decision.Moved(
                new Rollout(
                        from.identity(),
                        revision,
                        phase,
                        stable,
                        wanted,
                        write ? revision : from.wantedRevision(),
                        history().and(move),
                        from.handled().and(event),
                        next,
                        from.routes().with(Optional.empty()),
                        from.pods().in(phase),
                        from.refusals(),
                        from.judged()),
                cause);
    }

    /** The end of a rollback tells who began it. */
    private Optional<Initiator> initiator(Phase phase) {
        return phase instanceof Phase.RolledBack
                ? event.initiator().or(() -> history().initiatorOfRollback())
                : event.initiator();
    }
}
