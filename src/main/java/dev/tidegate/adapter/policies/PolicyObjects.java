package dev.tidegate.adapter.policies;

import dev.tidegate.adapter.cluster.ApiObject;
import dev.tidegate.adapter.cluster.Cluster;
import dev.tidegate.adapter.cluster.Json;
import dev.tidegate.adapter.cluster.Kind;
import dev.tidegate.controller.Result;
import dev.tidegate.core.event.ServiceKey;

import java.util.Optional;

/** Policies as objects of the API server. */
record PolicyObjects(Cluster cluster) {

    static final Kind KIND =
            new Kind("tidegate.dev", "v1alpha1", "RolloutPolicy", "rolloutpolicies");

    Result<Optional<KnownPolicy>> find(ServiceKey service) {
        return cluster.get(KIND, service.namespace(), service.name())
                .during("reading")
                .map(found -> found.map(KnownPolicy::of));
    }

    /** Writes the status in place of the policy's; the policy as it is then. */
    Result<KnownPolicy> write(KnownPolicy policy, RolloutPolicyStatus status) {
        ServiceKey service = policy.service();
        ApiObject object =
                ApiObject.of(
                                KIND,
                                service.namespace(),
                                service.name(),
                                policy.uid(),
                                policy.version())
                        .with("status", Json.tree(status));
        return cluster.updateStatus(KIND, object)
                .during("writing the status of policy " + service.name())
                .map(written -> policy.written(written, status));
    }
}
