package dev.tidegate.adapter.kubernetes;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;

import org.jspecify.annotations.Nullable;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Whether a Deployment can take traffic: all the pods that it wants are there, and of its state.
 */
public final class Readiness {

    private Readiness() {}

    /**
     * Why it cannot, as a sentence for a person; empty when it can.
     *
     * @param deployment the whole object as JSON values
     */
    public static Optional<String> trouble(
            String namespace, String name, Map<String, ?> deployment) {
        OptionalLong generation = number(deployment.get("metadata"), "generation");
        return trouble(namespace + "/" + name, generation.orElse(0), deployment);
    }

    /** Of a Deployment that is not there. */
    public static String missing(String namespace, String name) {
        return "Deployment %s/%s does not exist; deploy it, or correct the policy's workload"
                .formatted(namespace, name);
    }

    static Optional<String> trouble(GenericKubernetesResource deployment) {
        return trouble(
                deployment.getMetadata().getNamespace() + "/" + deployment.getMetadata().getName(),
                Objects.requireNonNullElse(deployment.getMetadata().getGeneration(), 0L),
                deployment.getAdditionalProperties());
    }

    private static Optional<String> trouble(
            String key, long generation, Map<String, ?> deployment) {
        Object status = deployment.get("status");
        long wanted = number(deployment.get("spec"), "replicas").orElse(1);
        long observed = number(status, "observedGeneration").orElse(generation);
        String name = "Deployment " + key;
        if (wanted == 0) {
            return Optional.of(name + " is scaled to 0; scale it up");
        }
        if (observed < generation) {
            return Optional.of(name + " was changed and is not rolled out yet");
        }
        long ready =
                Math.min(
                        number(status, "availableReplicas").orElse(0),
                        number(status, "updatedReplicas").orElse(0));
        return ready >= wanted
                ? Optional.empty()
                : Optional.of("%s has %d of %d pods ready".formatted(name, ready, wanted));
    }

    private static OptionalLong number(@Nullable Object part, String field) {
        return part instanceof Map<?, ?> map && map.get(field) instanceof Number number
                ? OptionalLong.of(number.longValue())
                : OptionalLong.empty();
    }
}
