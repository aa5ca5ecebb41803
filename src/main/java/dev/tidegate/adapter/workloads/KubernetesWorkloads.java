package dev.tidegate.adapter.workloads;

import dev.tidegate.adapter.cluster.ApiObject;
import dev.tidegate.adapter.cluster.Cluster;
import dev.tidegate.adapter.cluster.Kind;
import dev.tidegate.adapter.cluster.Need;
import dev.tidegate.adapter.cluster.Watch;
import dev.tidegate.adapter.cluster.Watcher;
import dev.tidegate.controller.Dependency;
import dev.tidegate.controller.Result;
import dev.tidegate.controller.Scaled;
import dev.tidegate.controller.Scheduler;
import dev.tidegate.controller.Workloads;
import dev.tidegate.core.event.Pods;
import dev.tidegate.core.rollout.Scaling;
import dev.tidegate.core.service.ScaleLook;

import org.jspecify.annotations.Nullable;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;

/** The Deployments of the cluster, from a watch. */
public final class KubernetesWorkloads implements Workloads, Dependency, AutoCloseable {

    static final Kind DEPLOYMENT = new Kind("apps", "v1", "Deployment", "deployments");

    private final Map<String, Pods.Seen> seen = new ConcurrentHashMap<>();
    private final List<BiConsumer<String, String>> listeners = new CopyOnWriteArrayList<>();
    private final Watch watched;
    private final Reminders reminders;
    private final Clock clock;
    private final DeploymentScale scale;

    /** Watches the Deployments of all namespaces from now on. */
    public KubernetesWorkloads(Cluster cluster, Scheduler scheduler) {
        clock = scheduler.clock();
        scale = new DeploymentScale(cluster);
        reminders = new Reminders(scheduler, this::tell);
        watched = cluster.watch(DEPLOYMENT, Need.REQUIRED, new Watcher(this::seen, this::gone));
    }

    /** Tells namespace and name of every Deployment whose pods change, and of whom it is to. */
    public void listen(BiConsumer<String, String> onChange) {
        listeners.add(onChange);
    }

    /** What a watch that is interrupted showed last may be long over. */
    @Override
    public Pods pods(String namespace, String workload) {
        Optional<String> trouble = trouble();
        if (trouble.isPresent()) {
            return new Pods.Unseen(trouble.get());
        }
        Pods.@Nullable Seen known = seen.get(namespace + "/" + workload);
        return known == null ? Readiness.missing(namespace, workload) : known;
    }

    @Override
    public Result<ScaleLook> scale(String namespace, String workload) {
        return scale.look(namespace, workload);
    }

    @Override
    public Result<Scaled> scale(String namespace, Scaling scaling) {
        return scale.scale(namespace, scaling);
    }

    @Override
    public void remind(String namespace, String workload, Instant at) {
        reminders.ask(namespace + "/" + workload, at);
    }

    @Override
    public boolean exists(String namespace, String workload) {
        return seen.containsKey(namespace + "/" + workload);
    }

    private void seen(ApiObject deployment) {
        Pods.Seen now = Readiness.pods(deployment);
        String key = deployment.key();
        Pods.@Nullable Seen before = seen.get(key);
        Pods.Seen followed = before == null ? now : PodFalls.follow(before, now, clock.instant());
        seen.put(key, followed);
        if (!followed.equals(before)) {
            tell(key);
        }
    }

    private void gone(ApiObject deployment) {
        String key = deployment.key();
        seen.remove(key);
        tell(key);
    }

    private void tell(String key) {
        int slash = key.indexOf('/');
        listeners.forEach(l -> l.accept(key.substring(0, slash), key.substring(slash + 1)));
    }

    @Override
    public String name() {
        return "deployments";
    }

    @Override
    public Optional<String> trouble() {
        return watched.trouble();
    }

    @Override
    public void close() {
        watched.close();
    }
}
