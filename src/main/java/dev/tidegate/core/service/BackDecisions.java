package dev.tidegate.core.service;

import dev.tidegate.core.event.Observation;
import dev.tidegate.core.event.RolloutEvent.Command;
import dev.tidegate.core.event.RolloutEvent.DeployStarted;
import dev.tidegate.core.rollout.Decision;
import dev.tidegate.core.rollout.Rollout;
import dev.tidegate.core.service.ServiceDecision.OnRollout;
import dev.tidegate.core.service.ServiceDecision.Open;
import dev.tidegate.core.service.ServiceDecision.ReadAnew;
import dev.tidegate.core.service.ServiceDecision.Refuse;

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
                                        ? BackAfterEnd.decide(view, command, now)
                                        : new ReadAnew("a newer release may have begun"));
    }

    private static ServiceDecision whileLive(
            ServiceView view, Rollout live, Command command, Instant now) {
        boolean past = live.plan().dryRun() && !names(command, live);
        Optional<String> misled = past ? BackAfterEnd.misled(view, command) : Optional.empty();
        if (misled.isPresent()) {
            return view.fresh() ? new Refuse(command, misled.get()) : stale(command);
        }
        boolean carries =
                command.version().isPresent()
                        && live.stable().isEmpty()
                        && view.policy() instanceof PolicyLookup.Found found
                        && view.carrying(found).equals(command.version());
        Command meant =
                carries ? command.to(Optional.empty()) : past ? pastDryRun(view, command) : command;
        OnRollout decided = OnRollout.of(view, live, meant, now);
        Optional<DeployStarted> next = follower(decided.decision(), command);
        if (next.isPresent()) {
            return switch (BackLook.of(view, next.get(), now)) {
                case WayBack.Open _ -> decided;
                case WayBack.Unknown(String why) -> new ServiceDecision.NotYet(why);
                case WayBack.Closed(String why) -> refused(view, live, next.get(), why, now);
            };
        }
        return decided.unmoved() && !view.fresh() ? stale(command) : decided;
    }

    private static boolean names(Command command, Rollout rollout) {
        return command.rollout().filter(rollout.identity().name()::equals).isPresent();
    }

    /** Who names no dry run means what carries the traffic, and not what only says that it does. */
    private static Command pastDryRun(ServiceView view, Command command) {
        return command.version().isEmpty()
                ? command.to(BackAfterEnd.last(view).flatMap(Rollout::stable))
                : command;
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

    /** The opening of what was written down as a way back: what is in its way may be new. */
    static ServiceDecision opening(ServiceView view, DeployStarted back, Instant now) {
        return switch (BackLook.of(view, back, now)) {
            case WayBack.Unknown(String why) -> new ServiceDecision.NotYet(why);
            case WayBack.Closed(String why) -> new Refuse(back, why);
            case WayBack.Open(Open opening) -> opening;
        };
    }
}
