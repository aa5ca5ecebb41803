package dev.tidegate.simulation.scene;

import static dev.tidegate.simulation.scene.SimService.ISTIO;
import static dev.tidegate.simulation.scene.Trees.map;
import static dev.tidegate.simulation.scene.Trees.object;

import dev.tidegate.adapter.cluster.ApiObject;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The objects of a service as its people make them. */
record FirstObjects(SimService service) {

    /** What is there before the first release: version v1 has all traffic. */
    List<ApiObject> all() {
        List<ApiObject> all = new ArrayList<>();
        all.add(
                object(
                        "tidegate.dev/v1alpha1",
                        "RolloutPolicy",
                        service.key().namespace(),
                        service.key().name(),
                        service.policy()));
        all.add(virtualService());
        if (service.subsets()) {
            all.add(destinationRule());
        }
        all.addAll(version("v1", service.replicas()));
        if (service.referenced()) {
            all.add(Surroundings.grant(service.key(), service.routesIn()));
        }
        return all;
    }

    /** The VirtualService as its people wrote it. */
    ApiObject virtualService() {
        List<Object> primary = new ArrayList<>();
        primary.add(destination(service.foreign() ? 90 : 100));
        if (service.foreign()) {
            primary.add(map("destination", map("host", "legacy"), "weight", 10));
        }
        Map<String, Object> route =
                map(
                        "name",
                        "primary",
                        "timeout",
                        "5s",
                        "retries",
                        map("attempts", 2),
                        "route",
                        primary);
        if (!service.mirrors().isEmpty()) {
            route.put("mirrors", service.mirrors().stream().map(service::mirror).toList());
        }
        Map<String, Object> spec =
                map(
                        "hosts",
                        List.of(service.routes()),
                        "http",
                        List.of(
                                map(
                                        "name",
                                        "beta",
                                        "match",
                                        List.of(map("uri", map("prefix", "/beta"))),
                                        "route",
                                        List.of(map("destination", map("host", "beta")))),
                                route));
        ApiObject made =
                object(ISTIO, "VirtualService", service.routesIn(), service.routes(), spec);
        Map<String, Object> annotations = new LinkedHashMap<>();
        annotations.put("team", "shop");
        if (service.granted() && !service.referenced()) {
            annotations.put("tidegate.dev/granted-to", service.key().toString());
        }
        return made.withMetadata("annotations", annotations);
    }

    private Map<String, Object> destination(int weight) {
        Map<String, Object> destination = map("host", service.host("v1"));
        if (service.subsets()) {
            destination.put("subset", "v1");
        }
        return map("destination", destination, "weight", weight);
    }

    /** The DestinationRule as its people wrote it. */
    ApiObject destinationRule() {
        return object(
                ISTIO,
                "DestinationRule",
                service.key().namespace(),
                service.routes(),
                map(
                        "host",
                        service.host("v1"),
                        "trafficPolicy",
                        map("tls", map("mode", "ISTIO_MUTUAL")),
                        "subsets",
                        List.of(map("name", "v1", "labels", map("version", "v1")))));
    }

    /** Deployment, and in host mode Service and EndpointSlice, of a version. */
    List<ApiObject> version(String version, int available) {
        List<ApiObject> all = new ArrayList<>();
        if (!service.isElsewhere(version)) {
            all.add(deployment(version, available));
        }
        if (service.namesHosts()) {
            all.addAll(service.hosts().objects(service.key(), version));
            return all;
        }
        if (!service.subsets() || "v1".equals(version)) {
            String name = service.subsets() ? service.routes() : service.routes() + "-" + version;
            all.add(
                    object(
                            "v1",
                            "Service",
                            service.key().namespace(),
                            name,
                            map("type", "ClusterIP")));
            all.add(Surroundings.slice(service.key().namespace(), name));
        }
        return all;
    }

    /** A version's Deployment with so many of its pods available. */
    ApiObject deployment(String version, int available) {
        return object(
                        "apps/v1",
                        "Deployment",
                        service.key().namespace(),
                        service.workload(version),
                        map("replicas", service.replicas()))
                .with(
                        "status",
                        map(
                                "observedGeneration",
                                1,
                                "replicas",
                                service.replicas(),
                                "updatedReplicas",
                                service.replicas(),
                                "availableReplicas",
                                available));
    }
}
