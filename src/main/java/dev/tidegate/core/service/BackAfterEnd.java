package dev.tidegate.core.service;

import dev.tidegate.core.distribution.Version;
import dev.tidegate.core.event.RolloutEvent.Command;
import dev.tidegate.core.event.RolloutEvent.DeployStarted;
import dev.tidegate.core.rollout.Phase;
import dev.tidegate.core.rollout.Rollout;
import dev.tidegate.core.service.ServiceDecision.First;
import dev.tidegate.core.service.ServiceDecision.Follow;
import dev.tidegate.core.service.ServiceDecision.Refuse;
import dev.tidegate.core.text.TimeText;

import java.time.Instant;
import java.util.Optional;

/**
 * What the command {@code rollback} means while no release is live. Without a version it leads
 * where the traffic was before the last release that moved any, and never on from there: two
 * people, or a person and an alert, often react at the same time.
 */
final class BackAfterEnd {

    private BackAfterEnd() {}

    static ServiceDecision decide(ServiceView view, Command command, Instant now) {
        if (view.latest().isEmpty()) {
            return new Refuse(
                    command,
                    "%s has no rollout yet, so there is no version to go back to; a deployment event starts one"
                            .formatted(command.service()));
        }
        Rollout latest = view.latest().get();
        if (latest.next().isPresent()) {
            // whoever ended it got no further: its turn comes first
            return new First(Successor.of(view, command, now), command);
        }
        return misled(view, command)
                .or(() -> ledOn(view, command))
                .<ServiceDecision>map(why -> new Refuse(command, why))
                .orElseGet(() -> straight(view, latest, command, now));
    }

    /**
     * Why the command is not for what there is now; empty when it is. A dry run in between has
     * changed nothing that a way back is about.
     */
    static Optional<String> misled(ServiceView view, Command command) {
        return view.moved().stream().findFirst().flatMap(latest -> misled(latest, command));
    }

    private static Optional<String> misled(Rollout latest, Command command) {
        String name = latest.identity().name();
        Instant deployed = latest.identity().deploy().time();
        if (command.rollout().filter(r -> !r.equals(name)).isPresent()) {
            return Optional.of(
                    "rollback is meant for %s; the latest one is %s"
                            .formatted(command.rollout().get(), name));
        }
        return command.rollout().isEmpty() && command.time().isBefore(deployed)
                ? Optional.of(
                        "rollback of %s was meant for an earlier release; %s is of %s"
                                .formatted(
                                        TimeText.moment(command.time()),
                                        name,
                                        TimeText.moment(deployed)))
                : Optional.empty();
    }

    /** Why a command without a version would lead on from where somebody went back to. */
    private static Optional<String> ledOn(ServiceView view, Command command) {
        return last(view)
                .filter(_ -> command.version().isEmpty())
                .filter(last -> last.goesBack() && last.phase() instanceof Phase.Succeeded)
                .map(
                        last ->
                                "%s has gone back to %s already; --to VERSION goes to another one"
                                        .formatted(last.identity().name(), last.canary()));
    }

    /** The last release that moved any traffic: one that did not has left nothing behind. */
    static Optional<Rollout> last(ServiceView view) {
        return view.moved().stream().filter(r -> r.stable().isPresent()).findFirst();
    }

    private static ServiceDecision straight(
            ServiceView view, Rollout latest, Command command, Instant now) {
        Optional<Version> target = command.version().or(() -> last(view).flatMap(Rollout::stable));
        if (target.isEmpty()) {
            return new Refuse(
                    command,
                    "no release of %s has moved traffic yet, so there is no version to go back to"
                            .formatted(command.service()));
        }
        Command to = command.to(target);
        DeployStarted back =
                new DeployStarted(
                                command.id(),
                                command.service(),
                                command.time(),
                                target.get(),
                                to.title(),
                                command.initiator())
                        .leaving(latest.canary());
        return switch (BackLook.of(view, back, now)) {
            case WayBack.Unknown(String why) -> new ServiceDecision.NotYet(why);
            case WayBack.Closed(String why) -> new Refuse(command, why);
            case WayBack.Open(var opening) ->
                    latest.phase() instanceof Phase.Succeeded
                            ? new Follow(latest, opening.deploy())
                            : opening;
        };
    }
}
