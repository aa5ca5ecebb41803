package dev.tidegate.simulation.scene;

import static dev.tidegate.simulation.scene.Trees.map;
import static dev.tidegate.simulation.scene.Trees.object;

import dev.tidegate.adapter.cluster.ApiObject;
import dev.tidegate.core.event.ServiceKey;

import java.util.List;
import java.util.Map;

/** Objects that stand around a service's routes. */
final class Surroundings {

    private Surroundings() {}

    /** What lets the policies of a service's namespace move its routes in another one. */
    static ApiObject grant(ServiceKey key, String routesIn) {
        return object(
                "gateway.networking.k8s.io/v1beta1",
                "ReferenceGrant",
                routesIn,
                key.name(),
                grant(key, "networking.istio.io", "VirtualService", key.name()));
    }

    /** What lets the policies of a service's namespace send requests to a Service there. */
    static ApiObject grantOfHost(ServiceKey key, String namespace, String name) {
        return object(
                "gateway.networking.k8s.io/v1beta1",
                "ReferenceGrant",
                namespace,
                "host-" + name,
                grant(key, "", "Service", name));
    }

    private static Map<String, Object> grant(
            ServiceKey key, String group, String kind, String name) {
        return map(
                "from",
                List.of(
                        map(
                                "group",
                                "tidegate.dev",
                                "kind",
                                "RolloutPolicy",
                                "namespace",
                                key.namespace())),
                "to",
                List.of(map("group", group, "kind", kind, "name", name)));
    }

    /** That the Service of this name has an endpoint. */
    static ApiObject slice(String namespace, String name) {
        ApiObject slice =
                new ApiObject(
                        map(
                                "apiVersion",
                                "discovery.k8s.io/v1",
                                "kind",
                                "EndpointSlice",
                                "metadata",
                                map("namespace", namespace, "name", name + "-x1"),
                                "endpoints",
                                List.of(
                                        map(
                                                "addresses",
                                                List.of("10.0.0.1"),
                                                "conditions",
                                                map("ready", true)))));
        return slice.withMetadata("labels", map("kubernetes.io/service-name", name));
    }
}
