package dev.tidegate.adapter.policies;

import dev.tidegate.adapter.cluster.ApiObject;
import dev.tidegate.adapter.cluster.Cluster;
import dev.tidegate.adapter.cluster.Scope;
import dev.tidegate.controller.Result;
import dev.tidegate.core.event.ServiceKey;
import dev.tidegate.core.routing.Routing;

import java.util.List;
import java.util.Optional;

/**
 * A valid policy of another service, which may name the same routes.
 *
 * @param live name of the rollout that is under way, by the policy's status
 */
public record PolicyBeside(ServiceKey service, Routing routing, Optional<String> live) {

    /** Reads the object; empty when it is no valid policy. */
    public static Optional<PolicyBeside> of(ApiObject object) {
        try {
            return of(KnownPolicy.of(object));
        } catch (IllegalArgumentException noService) {
            return Optional.empty();
        }
    }

    private static Optional<PolicyBeside> of(KnownPolicy policy) {
        return policy.plan()
                .map(
                        plan ->
                                new PolicyBeside(
                                        policy.service(),
                                        plan.routing(),
                                        Optional.ofNullable(policy.status().liveRollout())));
    }

    /** Reads those of all other services once. */
    public static Result<List<PolicyBeside>> read(Cluster cluster, ServiceKey service) {
        return cluster.list(PolicyObjects.KIND, Scope.ALL)
                .map(
                        listed ->
                                listed.objects().stream()
                                        .flatMap(object -> of(object).stream())
                                        .filter(other -> !other.service().equals(service))
                                        .toList());
    }
}
