package dev.tidegate.controller;

import dev.tidegate.core.distribution.Version;
import dev.tidegate.core.event.Observation;
import dev.tidegate.core.event.Pods;
import dev.tidegate.core.event.ServiceKey;
import dev.tidegate.core.rollout.Rollout;
import dev.tidegate.core.rollout.RolloutPlan;
import dev.tidegate.core.route.ObservedRoutes;
import dev.tidegate.core.route.Writer;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** The VirtualServices and DestinationRules that a plan names. */
public interface RouteGateway {

    /** What the routes carry now, from the local cache. */
    ObservedRoutes look(ServiceKey service, RolloutPlan plan, Optional<Version> stableHint);

    /** The same, with all that would keep a pending rollout's weights from the routes. */
    ObservedRoutes gate(Rollout pending, Optional<Version> stableHint);

    /**
     * A version's pods as they can be reached: none when its host is not there, or leads nowhere.
     */
    Pods reached(ServiceKey service, RolloutPlan plan, Version version, Pods pods);

    /**
     * Whether the canary's destinations are defined, as far as is known here: in subset mode its
     * subset is there.
     */
    boolean defines(Rollout rollout);

    /** Whether each VirtualService that the plan names is there, as far as is known here. */
    boolean complete(RolloutPlan plan);

    /**
     * Titles of all routes that lead to the canary, or copy requests to it, whoever wants it; the
     * objects that the plan names are read anew for it.
     */
    Result<List<String>> leading(Rollout rollout);

    /**
     * Why the canary may get no traffic: objects and hosts of namespaces that do not grant them, a
     * host that nobody knows. {@link #apply} refuses for the same reasons what gives it traffic,
     * and never what takes it away.
     *
     * @return each a sentence that says what to do
     */
    List<String> barred(Rollout rollout);

    /**
     * A route that the rollout and one of another service would both move, as far as is known here,
     * by name for a person; empty when there is none.
     */
    Optional<String> shared(Rollout rollout, Rollout others);

    /**
     * What somebody changed of the routes after this rollout's last write: the weights of one, or
     * the subsets they need.
     */
    Optional<Observation> drift(Rollout rollout);

    /**
     * Makes the routes equal to what the rollout wants. Conflicts are re-read and re-planned
     * inside. Of a rollback each write is tried, whatever becomes of the others.
     *
     * @param exists whether there still is the rollout that wrote a route last: one that is gone
     *     stops nobody
     * @return the number of writes made; Rejected with the problem when the routes cannot be made
     *     so
     */
    Result<Integer> apply(Rollout rollout, Predicate<Writer> exists);
}
