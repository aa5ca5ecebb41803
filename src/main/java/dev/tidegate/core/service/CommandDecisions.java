package dev.tidegate.core.service;

import dev.tidegate.core.event.Action;
import dev.tidegate.core.event.FreezeScope;
import dev.tidegate.core.event.RolloutEvent.Command;
import dev.tidegate.core.event.RolloutEvent.DeployStarted;
import dev.tidegate.core.rollout.FreezeGate;
import dev.tidegate.core.rollout.Rollout;
import dev.tidegate.core.service.ServiceDecision.OnRollout;

import java.time.Instant;
import java.util.Optional;

/**
 * What a person's command means. It is for the live rollout, but a late copy of one that an earlier
 * rollout has obeyed is for that one: it must not act on the next release.
 */
final class CommandDecisions {

    private CommandDecisions() {}

    static ServiceDecision decide(ServiceView view, Command command, Instant now) {
        if (command.action() == Action.FORGET) {
            return new ServiceDecision.Forget(command);
        }
        if (FreezeScope.of(command).isPresent()) {
            return new ServiceDecision.Freeze(command);
        }
        Optional<Rollout> known = view.knowing(command);
        if (known.isPresent()) {
            return OnRollout.of(view, known.get(), command, now);
        }
        if (command.action() == Action.ROLLBACK) {
            return BackDecisions.decide(view, command, now);
        }
        Optional<String> unsure = unsure(view, command, now);
        if (unsure.isPresent()) {
            return new ServiceDecision.NotYet(unsure.get());
        }
        Optional<OnRollout> live = view.live().map(r -> OnRollout.of(view, r, command, now));
        if (!view.fresh() && live.filter(d -> !d.unmoved()).isEmpty()) {
            return new ServiceDecision.ReadAnew("what is known here refuses " + command.id());
        }
        return live.<ServiceDecision>map(d -> d)
                .orElseGet(
                        () ->
                                command.action() == Action.RETRY
                                        ? retried(view, command, now)
                                        : tooLate(view, command, view.latest()));
    }

    /** What nobody knows yet refuses no command for good; empty when a freeze does not matter. */
    private static Optional<String> unsure(ServiceView view, Command command, Instant now) {
        return view.live()
                .filter(live -> FreezeGate.stops(live, command, now))
                .flatMap(_ -> view.frozen())
                .filter(_ -> !view.freezesKnown());
    }

    /** An alert is no longer taken to fire: a live release notes who said so. */
    static ServiceDecision forgotten(
            ServiceView view, Command command, boolean wasThere, Instant now) {
        return view.live()
                .<ServiceDecision>map(live -> OnRollout.of(view, live, command, now))
                .orElseGet(
                        () ->
                                new ServiceDecision.NoNews(
                                        command,
                                        command.title()
                                                + (wasThere ? "" : "; it was not remembered")));
    }

    private static ServiceDecision retried(ServiceView view, Command command, Instant now) {
        Optional<Rollout> ended = command.rollout().map(view::named).orElseGet(view::latest);
        if (ended.filter(Rollout::goesBack).isPresent()) {
            return new ServiceDecision.Refuse(
                    command,
                    "%s went back to %s; rollback goes there again, and retry of an earlier rollout releases what that one did"
                            .formatted(ended.get().identity().name(), ended.get().canary()));
        }
        return ended.map(rollout -> DeploymentDecisions.decide(view, again(rollout, command), now))
                .orElseGet(() -> tooLate(view, command, ended));
    }

    private static DeployStarted again(Rollout ended, Command command) {
        return new DeployStarted(
                command.id(),
                command.service(),
                command.time(),
                ended.canary(),
                "%s, of %s".formatted(command.title(), ended.identity().name()),
                command.initiator());
    }

    private static ServiceDecision tooLate(
            ServiceView view, Command command, Optional<Rollout> latest) {
        return new ServiceDecision.Refuse(
                command,
                latest.map(rollout -> afterEnd(view, rollout))
                        .orElseGet(
                                () ->
                                        "%s has no rollout%s; a deployment event starts one"
                                                .formatted(
                                                        command.service(),
                                                        command.rollout()
                                                                .map(name -> " " + name)
                                                                .orElse(" yet"))));
    }

    /** That the rollout has ended, and what starts another one: a retry may be refused too. */
    private static String afterEnd(ServiceView view, Rollout ended) {
        return "%s has ended: %s; %s"
                .formatted(
                        ended.identity().name(),
                        ended.phase().title(),
                        Opening.may(view, ended.canary())
                                ? "retry releases its version again"
                                : "a deployment event starts the next one");
    }
}
