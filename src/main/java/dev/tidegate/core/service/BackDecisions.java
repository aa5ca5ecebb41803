package dev.tidegate.core.service;

import dev.tidegate.core.distribution.Version;
import dev.tidegate.core.event.Observation;
import dev.tidegate.core.event.RolloutEvent.Command;
import dev.tidegate.core.event.RolloutEvent.DeployStarted;
import dev.tidegate.core.rollout.Decision;
import dev.tidegate.core.rollout.Phase;
import dev.tidegate.core.rollout.Rollout;
import dev.tidegate.core.service.ServiceDecision.First;
import dev.tidegate.core.service.ServiceDecision.Follow;
import dev.tidegate.core.service.ServiceDecision.OnRollout;
import dev.tidegate.core.service.ServiceDecision.Open;
import dev.tidegate.core.service.ServiceDecision.ReadAnew;
import dev.tidegate.core.service.ServiceDecision.Refuse;
import dev.tidegate.core.text.TimeText;

import java.time.Instant;
import java.util.Optional;

/**
 * What the command {@code rollback} means. While a release is live, to its stable version it is an
 * abort, and to another one it ends that release first. Otherwise a new release goes straight to
 * the version, if nothing is in its way now: nobody who takes traffic away waits for a gate without
 * knowing it.
 */
final class BackDecisions {

    private BackDecisions() {}

    static ServiceDecision decide(ServiceView view, Command command, Instant now) {
        return view.live()
                .map(live -> whileLive(view, live, command, now))
                .orElseGet(
                        () ->
                                view.fresh()
                                        ? afterEnd(view, command, now)
                                        : new ReadAnew("a newer release may have begun"));
    }

    private static ServiceDecision whileLive(
            ServiceView view, Rollout live, Command command, Instant now) {
        boolean carries =
                command.version().isPresent()
                        && live.stable().isEmpty()
                        && view.policy() instanceof PolicyLookup.Found found
                        && view.carrying(found).equals(command.version());
        Command meant = carries ? command.to(Optional.empty()) : command;
        OnRollout decided = OnRollout.of(view, live, meant, now);
        Optional<DeployStarted> next = follower(decided.decision(), command);
        if (next.isPresent()) {
            return switch (WayBack.of(view, next.get(), now)) {
                case WayBack.Open _ -> decided;
                case WayBack.Unknown(String why) -> new ServiceDecision.NotYet(why);
                case WayBack.Closed(String why) -> refused(view, live, next.get(), why, now);
            };
        }
        return decided.unmoved() && !view.fresh() ? stale(command) : decided;
    }

    /** What is to begin when the live release has ended; empty when the command does that alone. */
    private static Optional<DeployStarted> follower(Decision decision, Command command) {
        Optional<Rollout> after =
                switch (decision) {
                    case Decision.Moved moved -> Optional.of(moved.next());
                    case Decision.Noted noted -> Optional.of(noted.next());
                    case Decision.Unchanged _ -> Optional.empty();
                };
        return after.flatMap(Rollout::next).filter(next -> next.id().equals(command.id()));
    }

    /** No release ends for a version that cannot take the traffic. */
    private static ServiceDecision refused(
            ServiceView view, Rollout live, DeployStarted back, String why, Instant now) {
        Observation hindered = new Observation.Hindered(back, Optional.of(why));
        return view.fresh()
                ? OnRollout.of(view, live, back.because(hindered, now), now)
                : new ReadAnew("what is known here refuses " + back.id());
    }

    private static ReadAnew stale(Command command) {
        return new ReadAnew("what is known here refuses " + command.id());
    }

    private static ServiceDecision afterEnd(ServiceView view, Command command, Instant now) {
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
        return misled(latest, command)
                .<ServiceDecision>map(why -> new Refuse(command, why))
                .orElseGet(() -> straight(view, latest, command, now));
    }

    /** Why the command is not for what there is now; empty when it is. */
    private static Optional<String> misled(Rollout latest, Command command) {
        String name = latest.identity().name();
        Instant deployed = latest.identity().deploy().time();
        if (command.rollout().filter(r -> !r.equals(name)).isPresent()) {
            return Optional.of(
                    "rollback is meant for %s; the latest one is %s"
                            .formatted(command.rollout().get(), name));
        }
        if (command.rollout().isPresent() || command.version().isPresent()) {
            return Optional.empty();
        }
        if (command.time().isBefore(deployed)) {
            return Optional.of(
                    "rollback of %s was meant for an earlier release; %s is of %s"
                            .formatted(
                                    TimeText.moment(command.time()),
                                    name,
                                    TimeText.moment(deployed)));
        }
        return latest.goesBack() && latest.phase() instanceof Phase.Succeeded
                ? Optional.of(
                        "%s has gone back to %s already; --to VERSION goes to another one"
                                .formatted(name, latest.canary()))
                : Optional.empty();
    }

    private static ServiceDecision straight(
            ServiceView view, Rollout latest, Command command, Instant now) {
        // a release that moved no traffic has left nothing behind
        Optional<Version> target =
                command.version()
                        .or(
                                () ->
                                        view.rollouts().stream()
                                                .map(Rollout::stable)
                                                .flatMap(Optional::stream)
                                                .findFirst());
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
        return switch (WayBack.of(view, back, now)) {
            case WayBack.Unknown(String why) -> new ServiceDecision.NotYet(why);
            case WayBack.Closed(String why) -> new Refuse(command, why);
            case WayBack.Open(var opening) ->
                    latest.phase() instanceof Phase.Succeeded
                            ? new Follow(latest, opening.deploy())
                            : opening;
        };
    }

    /** The opening of what was written down as a way back: what is in its way may be new. */
    static ServiceDecision opening(ServiceView view, DeployStarted back, Instant now) {
        return switch (WayBack.of(view, back, now)) {
            case WayBack.Unknown(String why) -> new ServiceDecision.NotYet(why);
            case WayBack.Closed(String why) -> new Refuse(back, why);
            case WayBack.Open(Open opening) -> opening;
        };
    }
}
