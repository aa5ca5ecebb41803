package dev.tidegate.adapter.kubernetes;

import dev.tidegate.adapter.cluster.ApiObject;
import dev.tidegate.core.event.Pods;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** How many pods a Deployment wants and has, by its status. */
public final class Readiness {

    private Readiness() {}

    /**
     * The pods of a Deployment.
     *
     * @param deployment the whole object as JSON values
     */
    public static Pods.Seen pods(String namespace, String name, Map<String, ?> deployment) {
        OptionalLong generation = number(deployment.get("metadata"), "generation");
        return pods(namespace + "/" + name, generation.orElse(0), deployment);
    }

    /** Of a Deployment that is not there. */
    public static Pods.Seen missing(String namespace, String name) {
        String workload = "Deployment %s/%s".formatted(namespace, name);
        return new Pods.Seen(
                workload,
                0,
                0,
                0,
                Optional.of(
                        workload + " does not exist; deploy it, or correct the policy's workload"),
                List.of());
    }

    static Pods.Seen pods(ApiObject deployment) {
        return pods(deployment.key(), deployment.generation(), deployment.tree());
    }

    private static Pods.Seen pods(String key, long generation, Map<String, ?> deployment) {
        Object spec = deployment.get("spec");
        Object status = deployment.get("status");
        long wanted = number(spec, "replicas").orElse(1);
        long available = number(status, "availableReplicas").orElse(0);
        long updated = number(status, "updatedReplicas").orElse(0);
        long older = Math.max(0, number(status, "replicas").orElse(updated) - updated);
        boolean outdated = number(status, "observedGeneration").orElse(generation) < generation;
        String name = "Deployment " + key;
        return new Pods.Seen(
                name,
                wanted,
                available,
                Math.clamp(available - older, 0, updated),
                obstacle(name, wanted, outdated, updated < wanted && isPaused(spec)),
                List.of());
    }

    private static Optional<String> obstacle(
            String name, long wanted, boolean outdated, boolean stopped) {
        if (wanted == 0) {
            return Optional.of(name + " is scaled to 0; scale it up");
        }
        if (outdated) {
            return Optional.of(name + " was changed and is not rolled out yet");
        }
        return stopped
                ? Optional.of(name + " is paused before all its pods are of its state; resume it")
                : Optional.empty();
    }

    private static boolean isPaused(@Nullable Object spec) {
        return spec instanceof Map<?, ?> map && Boolean.TRUE.equals(map.get("paused"));
    }

    private static OptionalLong number(@Nullable Object part, String field) {
        return part instanceof Map<?, ?> map && map.get(field) instanceof Number number
                ? OptionalLong.of(number.longValue())
                : OptionalLong.empty();
    }
}
