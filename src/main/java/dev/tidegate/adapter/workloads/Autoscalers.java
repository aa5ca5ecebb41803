package dev.tidegate.adapter.workloads;

import dev.tidegate.adapter.cluster.ApiObject;
import dev.tidegate.adapter.cluster.Cluster;
import dev.tidegate.adapter.cluster.Kind;
import dev.tidegate.adapter.cluster.Listed;
import dev.tidegate.adapter.cluster.Need;
import dev.tidegate.adapter.cluster.Scope;
import dev.tidegate.controller.Result;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Who else scales a Deployment: a HorizontalPodAutoscaler, or a ScaledObject of KEDA. */
record Autoscalers(Cluster cluster) {

    private static final Kind HPA =
            new Kind("autoscaling", "v2", "HorizontalPodAutoscaler", "horizontalpodautoscalers");

    private static final Kind KEDA =
            new Kind("keda.sh", "v1alpha1", "ScaledObject", "scaledobjects");

    /** The one that scales the Deployment, by kind, namespace and name; empty when none does. */
    Result<Optional<String>> of(String namespace, String deployment) {
        Result<Optional<String>> keda = of(KEDA, Need.OPTIONAL, namespace, deployment);
        return keda instanceof Result.Done<Optional<String>>(var found) && found.isEmpty()
                ? of(HPA, Need.REQUIRED, namespace, deployment)
                : keda;
    }

    private Result<Optional<String>> of(Kind kind, Need need, String namespace, String deployment) {
        Result<Listed> listed = cluster.list(kind, need, Scope.of(namespace));
        return listed.during("looking for a " + kind.title())
                .map(
                        all ->
                                all.objects().stream()
                                        .filter(object -> targets(object, deployment))
                                        .map(object -> kind.title() + " " + object.key())
                                        .findFirst());
    }

    /** KEDA's target is a Deployment when it names no kind. */
    private static boolean targets(ApiObject object, String deployment) {
        return object.map("spec").get("scaleTargetRef") instanceof Map<?, ?> target
                && deployment.equals(target.get("name"))
                && "Deployment"
                        .equals(Objects.requireNonNullElse(target.get("kind"), "Deployment"));
    }
}
