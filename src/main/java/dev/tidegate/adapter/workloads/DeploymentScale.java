package dev.tidegate.adapter.workloads;

import dev.tidegate.adapter.cluster.Cluster;
import dev.tidegate.adapter.cluster.Replicas;
import dev.tidegate.controller.Result;
import dev.tidegate.core.rollout.Scaling;
import dev.tidegate.core.service.ScaleLook;

import java.util.Optional;

/** Reads and writes how many pods a Deployment wants. */
record DeploymentScale(Cluster cluster) {

    /** How it is scaled, and by whom. */
    Result<ScaleLook> look(String namespace, String name) {
        Result<Optional<Replicas>> read = read(namespace, name);
        return read instanceof Result.Done<Optional<Replicas>>(Optional<Replicas> replicas)
                ? new Autoscalers(cluster)
                        .of(namespace, name)
                        .map(owner -> new ScaleLook(replicas.map(Replicas::wanted), owner))
                : read.map(_ -> new ScaleLook(Optional.empty(), Optional.empty()));
    }

    /** Scales it as is wanted; false when somebody else has since. */
    Result<Boolean> scale(String namespace, String name, Scaling scaling) {
        Result<Optional<Replicas>> read = read(namespace, name);
        if (!(read instanceof Result.Done<Optional<Replicas>>(Optional<Replicas> found))) {
            return read.map(_ -> false);
        }
        Optional<Replicas> now = found.filter(r -> r.wanted() == scaling.from());
        return now.isPresent()
                ? cluster.scale(
                                KubernetesWorkloads.DEPLOYMENT,
                                namespace,
                                name,
                                new Replicas(scaling.to(), now.get().version()))
                        .during("scaling Deployment %s/%s".formatted(namespace, name))
                : new Result.Done<>(found.filter(r -> r.wanted() == scaling.to()).isPresent());
    }

    private Result<Optional<Replicas>> read(String namespace, String name) {
        return cluster.replicas(KubernetesWorkloads.DEPLOYMENT, namespace, name)
                .during("reading the scale of Deployment %s/%s".formatted(namespace, name));
    }
}
