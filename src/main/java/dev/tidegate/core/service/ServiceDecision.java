package dev.tidegate.core.service;

import dev.tidegate.core.distribution.Version;
import dev.tidegate.core.event.RolloutEvent;
import dev.tidegate.core.event.RolloutEvent.Command;
import dev.tidegate.core.event.RolloutEvent.DeployStarted;
import dev.tidegate.core.rollout.Decision;
import dev.tidegate.core.rollout.FreezeGate;
import dev.tidegate.core.rollout.Phase;
import dev.tidegate.core.rollout.PodGate;
import dev.tidegate.core.rollout.Refusal;
import dev.tidegate.core.rollout.Rollout;
import dev.tidegate.core.rollout.RolloutPlan;

import java.time.Instant;
import java.util.Optional;

/** What an event does to a service. Each is absolute: it may be carried out again. */
public sealed interface ServiceDecision {

    /**
     * It is for this rollout: commit what follows, and make the routes as wanted.
     *
     * @param event what was decided: the event that came, or what was seen because of it
     */
    record OnRollout(Rollout rollout, RolloutEvent event, Decision decision)
            implements ServiceDecision {

        /** As the rollout's own state machine decides it. */
        static OnRollout of(ServiceView view, Rollout rollout, RolloutEvent event, Instant now) {
            return new OnRollout(
                    rollout,
                    event,
                    FreezeGate.decide(rollout, event, view::frozen, view::freezesKnown, now)
                            .orElseGet(() -> atPods(view, rollout, event, now)));
        }

        private static Decision atPods(
                ServiceView view, Rollout rollout, RolloutEvent event, Instant now) {
            return PodGate.decide(
                    rollout, event, () -> view.canaryPods(rollout), view.unwatched(), now);
        }

        /** Whether the event does nothing to the rollout: it changes nothing, or is refused. */
        public boolean unmoved() {
            return switch (decision) {
                case Decision.Moved _ -> false;
                case Decision.Noted noted -> noted.refused().isPresent();
                case Decision.Unchanged _ -> true;
            };
        }

        /** Whether a deployment takes the live rollout's place. */
        boolean supersedes() {
            return decision instanceof Decision.Moved moved
                    && moved.next().phase() instanceof Phase.Superseded;
        }
    }

    /** Make the routes as this rollout wants them; nothing is to be committed. */
    record Settle(Rollout rollout) implements ServiceDecision {}

    /** Create the next rollout of the service: it waits for its gates. */
    record Open(DeployStarted deploy, RolloutPlan plan) implements ServiceDecision {}

    /** Write on an ended rollout which deployment follows it: nothing opens it again. */
    record Follow(Rollout ended, DeployStarted next) implements ServiceDecision {}

    /**
     * What waited for the end of a rollout has begun, or never will: it must not begin again,
     * neither when the reason is gone nor when its rollout is deleted.
     *
     * @param refused why it never begins, which is to be told
     * @param noNews why it need not begin, for the log
     */
    record Unfollow(Rollout ended, Optional<Refusal> refused, Optional<String> noNews)
            implements ServiceDecision {}

    /** No rollout follows the event, and its sender is told so. */
    record Refuse(RolloutEvent event, String reason) implements ServiceDecision {}

    /** No rollout follows the event, and none should: it goes to the log. */
    record NoNews(RolloutEvent event, String reason) implements ServiceDecision {}

    /** Take the alert that the command names for one that fires no more; then decide again. */
    record Forget(Command command) implements ServiceDecision {}

    /** Freeze what the command names, or freeze it no longer; that is all there is to do. */
    record Freeze(Command command) implements ServiceDecision {}

    /**
     * Scale the Deployment of a version as the rollout's status says. When that cannot be done now,
     * nothing waits for it: it is tried again later.
     */
    record Scale(Rollout rollout, Version version) implements ServiceDecision {}

    /**
     * Carry this out, and decide then.
     *
     * @param then the event that came, or what it stands for
     */
    record First(ServiceDecision decision, RolloutEvent then) implements ServiceDecision {}

    /** What is known here may be out of date: read it anew, and decide the event again. */
    record ReadAnew(String what) implements ServiceDecision {}

    /** It cannot be decided now: try again later. */
    record NotYet(String why) implements ServiceDecision {}

    /** Nothing is left to do. */
    record Nothing() implements ServiceDecision {}
}
