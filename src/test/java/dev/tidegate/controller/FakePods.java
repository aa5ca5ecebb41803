package dev.tidegate.controller;

import dev.tidegate.core.event.Pods;
import dev.tidegate.core.rollout.PodScenes;
import dev.tidegate.core.rollout.Scaling;
import dev.tidegate.core.service.ScaleLook;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Deployments in memory. */
class FakePods extends FakePolicies implements Workloads {

    final List<String> notReady = new ArrayList<>();

    /** The canary's pods, when nothing of {@link #notReady} is in their way. */
    volatile Pods pods = PodScenes.pods(1, 1);

    /** When somebody wants to be told of the workload again. */
    final List<Instant> reminders = new CopyOnWriteArrayList<>();

    /** Deployments that do not exist. */
    final Set<String> missing = ConcurrentHashMap.newKeySet();

    /** How many pods each Deployment wants; 3 where none is set. */
    final Map<String, Long> replicas = new ConcurrentHashMap<>();

    /** What scales Deployments besides. */
    volatile Optional<String> autoscaler = Optional.empty();

    /** Runs after a scaling that was written. */
    volatile Runnable onScale = () -> {};

    /** Faults to come, one taken by each scaling. */
    final Deque<Result<?>> scaleFaults = new ArrayDeque<>();

    @Override
    public Pods pods(String namespace, String workload) {
        return notReady.stream()
                .findFirst()
                .<Pods>map(why -> new Pods.Seen("reviews-v2", 1, 1, 0, Optional.of(why), List.of()))
                .orElse(pods);
    }

    @Override
    public void remind(String namespace, String workload, Instant at) {
        reminders.add(at);
    }

    @Override
    public boolean exists(String namespace, String workload) {
        return !missing.contains(workload);
    }

    @Override
    public Result<ScaleLook> scale(String namespace, String workload) {
        return new Result.Done<>(
                new ScaleLook(Optional.of(replicas.getOrDefault(workload, 3L)), autoscaler));
    }

    @Override
    public Result<Scaled> scale(String namespace, Scaling scaling) {
        Optional<Result<Scaled>> fault = fault(scaleFaults);
        if (fault.isPresent()) {
            return fault.get();
        }
        long now = replicas.getOrDefault(scaling.workload(), 3L);
        if (now == scaling.from()) {
            replicas.put(scaling.workload(), scaling.to());
            onScale.run();
            return new Result.Done<>(new Scaled(true, Optional.empty()));
        }
        return new Result.Done<>(
                now == scaling.to()
                        ? Scaled.before()
                        : Scaled.left("somebody else has it want %d pods".formatted(now)));
    }
}
