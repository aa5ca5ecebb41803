package dev.tidegate.core.service;

import dev.tidegate.core.distribution.Version;
import dev.tidegate.core.event.Alert;
import dev.tidegate.core.event.Pods;
import dev.tidegate.core.event.RolloutEvent;
import dev.tidegate.core.rollout.Rollout;
import dev.tidegate.core.rollout.RolloutPlan;

import java.util.List;
import java.util.Optional;

/**
 * What is known of one service while one event is decided. The rollouts were read once; what may
 * have to be asked for is asked for when a decision needs it, and is the same then until the event
 * is done with: so nothing that takes traffic away waits for a fact that only giving it needs.
 */
public interface ServiceView {

    /** Every rollout of the service, the newest first: only that one may be live. */
    List<Rollout> rollouts();

    /**
     * Whether they were just read from the API server. What a local copy of them refuses may only
     * be out of date there.
     */
    boolean fresh();

    /** Whether the routes were found, or made, as this revision wants them, for this event. */
    boolean settled(Rollout rollout);

    /** The service's policy. */
    PolicyLookup policy();

    /** The version that the policy's routes lead to now; empty when they do not say. */
    Optional<Version> carrying(PolicyLookup.Found policy);

    /** Whether a workload of the service's namespace exists, as far as is known here. */
    boolean exists(String workload);

    /** The pods of any version of the plan, as its host reaches them. */
    Pods pods(RolloutPlan plan, Version version);

    /** The canary's pods, as its host reaches them. */
    Pods canaryPods(Rollout rollout);

    /** Whether the canary's destinations are defined: in subset mode its subset is there. */
    boolean defines(Rollout rollout);

    /** What the gates of a pending rollout look at. */
    GateLook gates(Rollout pending);

    /** The alerts that fire now, past every cache. */
    Answer<List<Alert>> firing();

    /** Alerts that were resolved lately, with the time of their end. */
    List<Alert> resolved();

    /** Why no alert can come, as a sentence for a person; empty when one can. */
    Optional<String> unwatched();

    /**
     * Why nothing may begin or go on in the service's namespace, as a sentence for a person; empty
     * when it is not frozen. Asked only of what would begin or go on: after a start it waits a
     * little until that is known.
     */
    Optional<String> frozen();

    /** Whether it is known what is frozen; until it is, nothing begins or goes on. */
    boolean freezesKnown();

    /**
     * Titles of all routes that lead to the canary of {@code rollout}, or copy requests to it, as
     * they were just read.
     */
    Answer<List<String>> leading(Rollout rollout);

    /** How a Deployment of the service's namespace is scaled, past every cache. */
    Answer<ScaleLook> scale(String workload);

    /** Whether no scaling was tried in vain for this event. */
    boolean mayScale();

    /** Another service whose releases use the Deployment, too, for a person. */
    Answer<Optional<String>> userOf(String workload);

    /** The newest rollout. */
    default Optional<Rollout> latest() {
        return rollouts().stream().findFirst();
    }

    /** Every rollout that may have moved traffic, the newest first: all but the dry runs. */
    default List<Rollout> moved() {
        return rollouts().stream().filter(rollout -> !rollout.plan().dryRun()).toList();
    }

    /** The live rollout. */
    default Optional<Rollout> live() {
        return latest().filter(Rollout::live);
    }

    /** The rollout that has taken the event into account. */
    default Optional<Rollout> knowing(RolloutEvent event) {
        return rollouts().stream().filter(rollout -> rollout.knows(event)).findFirst();
    }

    /** Finds by name. */
    default Optional<Rollout> named(String name) {
        return rollouts().stream()
                .filter(rollout -> rollout.identity().name().equals(name))
                .findFirst();
    }
}
