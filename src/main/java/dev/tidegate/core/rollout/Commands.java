package dev.tidegate.core.rollout;

import dev.tidegate.core.distribution.Version;
import dev.tidegate.core.event.Action;
import dev.tidegate.core.event.RolloutEvent.Command;
import dev.tidegate.core.event.RolloutEvent.DeployStarted;
import dev.tidegate.core.rollout.Phase.Live;
import dev.tidegate.core.rollout.Phase.Pausable;
import dev.tidegate.core.rollout.Phase.Paused;
import dev.tidegate.core.rollout.Phase.Pending;
import dev.tidegate.core.rollout.Phase.Progressing;
import dev.tidegate.core.rollout.Phase.RollingBack;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * What a person's command does. One that does not apply is refused and remembered, so that a late
 * copy of it does not apply later.
 */
final class Commands {

    private Commands() {}

    static Decision decide(Transition transition, Live live, Command command) {
        if (command.action() == Action.FORGET) {
            return forgotten(transition, live, command.title());
        }
        String name = transition.from().identity().name();
        // a way back is about the release before a dry run: who decides about the service looks
        boolean past = command.action() == Action.ROLLBACK && transition.from().plan().dryRun();
        if (!past && command.rollout().filter(r -> !r.equals(name)).isPresent()) {
            return transition.refused(
                    "%s is meant for %s; the live one is %s"
                            .formatted(verb(command.action()), command.rollout().get(), name));
        }
        Instant deployed = transition.from().identity().deploy().time();
        if (!past && command.rollout().isEmpty() && command.time().isBefore(deployed)) {
            return transition.refused(
                    "%s of %s was meant for an earlier release; %s is of %s"
                            .formatted(verb(command.action()), command.time(), name, deployed));
        }
        String cause = command.title();
        return switch (command.action()) {
            case PROMOTE -> promote(transition, live, cause);
            case PAUSE ->
                    live instanceof Pausable pausable
                            ? transition.to(
                                    new Paused(pausable, false, cause, transition.now()), cause)
                            : refused(transition, live, command);
            case RESUME ->
                    live instanceof Paused paused
                            ? resume(transition, paused, cause)
                            : refused(transition, live, command);
            case SKIP -> skip(transition, live, command, cause);
            case ABORT -> abort(transition, live, cause);
            case ROLLBACK -> back(transition, live, command);
            case RETRY ->
                    transition.refused(
                            "%s is live; retry starts an ended rollout again".formatted(name));
            case FORGET -> forgotten(transition, live, cause);
            case FREEZE, UNFREEZE ->
                    transition.refused(cause + " is about no release in particular");
        };
    }

    private static Decision abort(Transition transition, Live live, String cause) {
        return live instanceof RollingBack
                ? transition.refused("it is rolling back already")
                : transition.rollBack(cause);
    }

    /**
     * To the stable version an abort leads. Another one takes the release's place, whatever the
     * policy says of deployments, once nothing leads to the canary any more. A release that goes
     * back itself is not ended for it: that would lead to the version that somebody wants to leave.
     * A dry run of the version is no release of it.
     */
    private static Decision back(Transition transition, Live live, Command command) {
        Rollout rollout = transition.from();
        String name = rollout.identity().name();
        Optional<Version> target = command.version();
        if (target.isEmpty() && rollout.goesBack() && !(live instanceof RollingBack)) {
            return transition.refused(
                    "%s goes back to %s already; abort ends that, and --to VERSION goes to another one"
                            .formatted(name, rollout.canary()));
        }
        if (target.isEmpty() || target.equals(rollout.stable())) {
            return abort(transition, live, command.title());
        }
        Version version = target.get();
        if (version.equals(rollout.canary()) && !rollout.plan().dryRun()) {
            return transition.refused(
                    live instanceof RollingBack
                            ? "%s is taking %s back; retry releases it again after the end"
                                    .formatted(name, version)
                            : "%s is being released already, by %s".formatted(version, name));
        }
        DeployStarted back =
                new DeployStarted(
                                command.id(),
                                command.service(),
                                command.time(),
                                version,
                                command.title(),
                                command.initiator())
                        .leaving(rollout.stable().orElseGet(rollout::canary));
        return live instanceof RollingBack || rollout.goesBack()
                ? transition.queued(back, "%s waits for the end of %s".formatted(version, name))
                : transition.supersede(back);
    }

    /** Whichever release it was meant for. What may open the gates is a move, as a skip is. */
    private static Decision forgotten(Transition transition, Live live, String cause) {
        return live instanceof Pending ? transition.to(live, cause) : transition.noted(cause);
    }

    private static Decision promote(Transition transition, Live live, String cause) {
        if (live instanceof Paused(Progressing at, boolean declared, String reason, var since)) {
            return transition.leave(at.step(), cause);
        }
        return transition.refused(
                "promote ends a step's pause; %s is no such pause (skip ends a wait, resume another pause)"
                        .formatted(live.title()));
    }

    private static Decision resume(Transition transition, Paused paused, String cause) {
        if (paused.declared()) {
            return transition.refused(paused.reason() + "; resume ends other pauses");
        }
        Duration pause = Duration.between(paused.since(), transition.now());
        Pausable again = paused.interrupted().shifted(pause.isNegative() ? Duration.ZERO : pause);
        return transition.back(
                again instanceof Pending p
                        ? ready(transition, p)
                        : Proving.due(transition.from(), again),
                cause);
    }

    /** With its whole time to get ready: a freeze may have taken that before the pause. */
    private static Pausable ready(Transition transition, Pending pending) {
        Duration lacking =
                Duration.between(
                        pending.deadline(),
                        transition.now().plus(transition.from().plan().readyTimeout()));
        return lacking.isPositive() ? pending.shifted(lacking) : pending;
    }

    private static Decision skip(Transition transition, Live live, Command command, String cause) {
        return switch (live) {
            case Pending p -> transition.to(p.skip(), cause);
            case Progressing p -> transition.leave(p.step(), cause);
            case Paused(Progressing p, boolean declared, String reason, var since) ->
                    transition.leave(p.step(), cause);
            case Phase.Baking b -> transition.to(new Phase.Succeeded(transition.now()), cause);
            case Paused p -> refused(transition, live, command);
            case Phase.Preparing p ->
                    transition.refused(
                            "the propagation wait cannot be skipped: requests would be lost");
            case RollingBack r -> refused(transition, live, command);
        };
    }

    private static Decision refused(Transition transition, Live live, Command command) {
        return transition.refused(
                "%s does not apply in %s: %s"
                        .formatted(verb(command.action()), live.title(), wayOut(live, command)));
    }

    private static String wayOut(Live live, Command command) {
        return switch (live) {
            case RollingBack r ->
                    "wait for the end of the rollback; retry releases its version again then";
            case Paused p when command.action() == Action.PAUSE -> "it is paused already";
            case Paused p -> "resume it first";
            case Live l -> "it is not paused, and goes on by itself";
        };
    }

    private static String verb(Action action) {
        return action.name().toLowerCase(Locale.ROOT);
    }
}
