package dev.tidegate.adapter.rollouts;

import dev.tidegate.adapter.cluster.ApiObject;
import dev.tidegate.adapter.cluster.Cluster;
import dev.tidegate.adapter.cluster.Json;
import dev.tidegate.adapter.cluster.Kind;
import dev.tidegate.adapter.cluster.Listed;
import dev.tidegate.adapter.cluster.Scope;
import dev.tidegate.controller.Result;
import dev.tidegate.controller.RolloutStore.Stored;
import dev.tidegate.core.event.RolloutEvent.DeployStarted;
import dev.tidegate.core.event.ServiceKey;
import dev.tidegate.core.rollout.Rollout;
import dev.tidegate.core.rollout.RolloutPlan;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Rollouts as objects of the API server. */
record RolloutObjects(Cluster cluster) {

    static final Kind KIND = new Kind("tidegate.dev", "v1alpha1", "Rollout", "rollouts");

    Result<Optional<ApiObject>> find(String namespace, String name) {
        return cluster.get(KIND, namespace, name);
    }

    /** Those that have the labels of these services of one namespace. */
    Result<Listed> list(String namespace, Collection<ServiceKey> services) {
        List<String> names = services.stream().map(ServiceKey::name).toList();
        return cluster.list(KIND, new Scope(namespace, KubernetesRolloutStore.SERVICE_LABEL, names))
                .during("reading the rollouts of " + namespace + "/" + String.join(", ", names));
    }

    Result<Stored> create(DeployStarted deploy, int number, RolloutPlan plan) {
        ServiceKey service = deploy.service();
        String name = RolloutStatuses.name(service, number);
        ApiObject object =
                ApiObject.of(KIND, service.namespace(), name, "", "")
                        .withMetadata(
                                "labels",
                                Map.of(KubernetesRolloutStore.SERVICE_LABEL, service.name()))
                        .with("spec", Json.tree(RolloutSpec.of(deploy, number, plan)));
        Result<ApiObject> created = cluster.create(KIND, object);
        return (created instanceof Result.Rejected<ApiObject>(String why)
                        ? new Result.Rejected<ApiObject>(explained(why))
                        : created)
                .during("creating rollout " + name)
                .map(RolloutReading::read);
    }

    /** A release without a field of its policy, such as dryRun, would be another one. */
    private static String explained(String why) {
        return why.contains("unknown field")
                ? why + "; the CRD of Rollouts is older than this Tidegate, apply k8s/crd"
                : why;
    }

    /** Writes the status in place of the one that was read. */
    Result<Stored> update(Stored read, Rollout next, long publishedRevision) {
        Rollout.Identity identity = next.identity();
        ApiObject object =
                ApiObject.of(
                                KIND,
                                next.service().namespace(),
                                identity.name(),
                                identity.uid(),
                                read.resourceVersion())
                        .with("status", Json.tree(RolloutStatuses.of(next, 1, publishedRevision)));
        return cluster.updateStatus(KIND, object)
                .during("committing rollout " + identity.name())
                .map(o -> new Stored(next, read.number(), o.version(), publishedRevision));
    }

    /** Deletes one in the version that was looked at: its name may be another's by now. */
    Result<Boolean> delete(Stored old) {
        Rollout rollout = old.rollout();
        String name = rollout.identity().name();
        return cluster.delete(KIND, rollout.service().namespace(), name, old.resourceVersion())
                .during("deleting rollout " + name);
    }
}
