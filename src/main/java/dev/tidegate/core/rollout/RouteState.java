package dev.tidegate.core.rollout;

import dev.tidegate.core.event.PriorTraffic;

import java.util.Optional;

/**
 * What is remembered of a rollout's routes, besides what they must carry.
 *
 * @param host full name of the DestinationRule's host when the gates opened: the canary's
 *     destinations are known by it even when the rule is gone; empty before, and in host mode
 * @param prior what led to the canary when the gates opened; empty before, and of a rollout that
 *     began when this was not remembered
 * @param acknowledged the last wantedRevision whose acknowledgement is committed, 0 when none is;
 *     it lags behind what the API server has acknowledged; of an ended rollout its last revision,
 *     once the routes are left alone
 * @param problem why the routes were not made as wanted at the last try; empty when none is known
 */
public record RouteState(
        Optional<String> host,
        Optional<PriorTraffic> prior,
        long acknowledged,
        Optional<String> problem) {

    /** Of a rollout that has not looked at its routes yet. */
    public static final RouteState UNKNOWN =
            new RouteState(Optional.empty(), Optional.empty(), 0, Optional.empty());

    RouteState at(Optional<String> newHost, PriorTraffic newPrior) {
        return new RouteState(newHost, Optional.of(newPrior), acknowledged, problem);
    }

    RouteState acknowledged(long revision) {
        return new RouteState(host, prior, revision, Optional.empty());
    }

    RouteState with(Optional<String> newProblem) {
        return new RouteState(host, prior, acknowledged, newProblem);
    }
}
