package dev.tidegate.simulation.api;

import dev.tidegate.adapter.cluster.ApiObject;
import dev.tidegate.adapter.cluster.Kind;
import dev.tidegate.adapter.cluster.Replicas;
import dev.tidegate.controller.Result;

import java.util.LinkedHashMap;
import java.util.Map;

/** The subresource {@code scale} of a Deployment. */
final class SimScale {

    private SimScale() {}

    static long of(ApiObject deployment) {
        return deployment.map("spec").get("replicas") instanceof Number number
                ? number.longValue()
                : 1;
    }

    static Result<ApiObject> put(
            ApiServer server,
            String by,
            Kind kind,
            String namespace,
            String name,
            Replicas replicas) {
        return server.get(kind.title(), namespace, name)
                .map(
                        there -> {
                            Map<String, Object> spec = new LinkedHashMap<>(there.map("spec"));
                            spec.put("replicas", (int) replicas.wanted());
                            return server.update(
                                    by,
                                    kind.title(),
                                    there.with("spec", spec)
                                            .withMetadata("resourceVersion", replicas.version()));
                        })
                .orElseGet(() -> new Result.Conflict<>(name + " is not found"));
    }
}
