package dev.tidegate.adapter.workloads;

import dev.tidegate.adapter.cluster.Cluster;
import dev.tidegate.adapter.cluster.Replicas;
import dev.tidegate.controller.Result;
import dev.tidegate.controller.Scaled;
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

    /**
     * Scales it as is wanted, unless somebody else does, or has since that was decided. An
     * autoscaler leaves a Deployment that wants no pods alone until somebody has it want some.
     */
    Result<Scaled> scale(String namespace, Scaling scaling) {
        String name = scaling.workload();
        Result<Optional<Replicas>> read = read(namespace, name);
        if (!(read instanceof Result.Done<Optional<Replicas>>(Optional<Replicas> found))) {
            return read.map(_ -> Scaled.before());
        }
        if (found.isEmpty()) {
            return new Result.Done<>(Scaled.left("its Deployment does not exist"));
        }
        Replicas now = found.get();
        if (now.wanted() != scaling.from()) {
            return new Result.Done<>(
                    now.wanted() == scaling.to()
                            ? Scaled.before()
                            : Scaled.left(
                                    "somebody else has it want %d pods".formatted(now.wanted())));
        }
        Result<Optional<String>> owner =
                now.wanted() == 0
                        ? new Result.Done<>(Optional.empty())
                        : new Autoscalers(cluster).of(namespace, name);
        return owner instanceof Result.Done<Optional<String>>(Optional<String> who)
                ? who.<Result<Scaled>>map(w -> new Result.Done<>(Scaled.left(w + " scales it")))
                        .orElseGet(() -> put(namespace, scaling, now))
                : owner.map(_ -> Scaled.before());
    }

    private Result<Scaled> put(String namespace, Scaling scaling, Replicas now) {
        String name = scaling.workload();
        return cluster.scale(
                        KubernetesWorkloads.DEPLOYMENT,
                        namespace,
                        name,
                        new Replicas(scaling.to(), now.version()))
                .during("scaling Deployment %s/%s".formatted(namespace, name))
                .map(_ -> new Scaled(true, Optional.empty()));
    }

    private Result<Optional<Replicas>> read(String namespace, String name) {
        return cluster.replicas(KubernetesWorkloads.DEPLOYMENT, namespace, name)
                .during("reading the scale of Deployment %s/%s".formatted(namespace, name));
    }
}
