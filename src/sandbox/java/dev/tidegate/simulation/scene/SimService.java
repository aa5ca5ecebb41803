package dev.tidegate.simulation.scene;

import static dev.tidegate.simulation.scene.Trees.map;
import static dev.tidegate.simulation.scene.Trees.object;

import dev.tidegate.adapter.cluster.ApiObject;
import dev.tidegate.core.event.ServiceKey;
import dev.tidegate.simulation.kernel.Choices;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A service of the simulated cluster, as its people have set it up.
 *
 * @param subsets whether its versions are subsets of one host; else each has a host of its own
 * @param routesIn namespace of its VirtualService
 * @param granted whether that namespace grants it, if it is another one
 * @param foreign whether a tenth of its traffic goes to somebody else's host
 * @param policy the spec of its policy
 * @param replicas how many pods each version wants at first
 * @param referenced whether it is granted by a ReferenceGrant; else by an annotation
 */
public record SimService(
        ServiceKey key,
        boolean subsets,
        String routesIn,
        boolean granted,
        boolean foreign,
        Map<String, Object> policy,
        int replicas,
        boolean referenced) {

    /** How long that is where its policy does not say. */
    public static final Duration PROPAGATION = Duration.ofSeconds(10);

    static final String ISTIO = "networking.istio.io/v1";

    /** One of whose versions each has one pod. */
    public SimService(
            ServiceKey key,
            boolean subsets,
            String routesIn,
            boolean granted,
            boolean foreign,
            Map<String, Object> policy) {
        this(key, subsets, routesIn, granted, foreign, policy, 1, false);
    }

    /** A service that choices make. */
    public static SimService of(ServiceKey key, Choices choices) {
        boolean subsets = choices.oneIn(2);
        boolean elsewhere = choices.oneIn(8);
        String routesIn = elsewhere ? key.namespace() + "-mesh" : key.namespace();
        boolean granted = choices.oneIn(2);
        boolean foreign = choices.oneIn(4);
        return new SimService(
                key,
                subsets,
                routesIn,
                granted,
                foreign,
                PolicySpecs.any(key, subsets, routesIn, choices));
    }

    /** The same with so many pods of each version. */
    public SimService withReplicas(int many) {
        return new SimService(key, subsets, routesIn, granted, foreign, policy, many, referenced);
    }

    /** How long a subset of it is defined before a weight may point at it. */
    public Duration propagation() {
        return policy.get("propagation") instanceof String text
                ? Duration.parse("PT" + text)
                : PROPAGATION;
    }

    /** The same with its routes in another namespace, which grants them. */
    public SimService elsewhere(boolean byReference, Choices choices) {
        String there = key.namespace() + "-mesh";
        return new SimService(
                key,
                subsets,
                there,
                true,
                foreign,
                PolicySpecs.any(key, subsets, there, choices),
                replicas,
                byReference);
    }

    /** The same with short releases: one small step, and nearly no bake. */
    public SimService quick() {
        Map<String, Object> quick = new LinkedHashMap<>(policy);
        quick.put("steps", List.of(map("weight", 10, "hold", "2s"), map("weight", 100)));
        quick.put("bake", "2s");
        quick.put("onNewDeploy", "queue");
        return saying(quick);
    }

    /** The same with steps that match requests, some of which give no weight. */
    public SimService matching(Choices choices) {
        return saying(PolicySpecs.matching(policy, choices));
    }

    /** The same with steps that keep clients with a version, and that mirror. */
    public SimService sticking(Choices choices) {
        return saying(PolicySpecs.sticking(policy, choices));
    }

    /** The same whose policy writes no route at first. */
    public SimService dry() {
        Map<String, Object> dry = new LinkedHashMap<>(policy);
        dry.put("dryRun", true);
        return saying(dry);
    }

    private SimService saying(Map<String, Object> other) {
        return new SimService(
                key, subsets, routesIn, granted, foreign, other, replicas, referenced);
    }

    /** What else its policy may say, of the same routes. */
    public Map<String, Object> otherPolicy(Choices choices) {
        return PolicySpecs.any(key, subsets, routesIn, choices);
    }

    /** Whether its routes are another namespace's. */
    public boolean isElsewhere() {
        return !routesIn.equals(key.namespace());
    }

    /** Host of a version, in full. */
    public String host(String version) {
        return (subsets ? key.name() : key.name() + "-" + version)
                + "."
                + key.namespace()
                + ".svc.cluster.local";
    }

    /** Name of a version's Deployment. */
    public String workload(String version) {
        return key.name() + "-" + version;
    }

    /** What is there before the first release: version v1 has all traffic. */
    public List<ApiObject> objects() {
        List<ApiObject> all = new ArrayList<>();
        all.add(
                object(
                        "tidegate.dev/v1alpha1",
                        "RolloutPolicy",
                        key.namespace(),
                        key.name(),
                        policy));
        all.add(virtualService());
        if (subsets) {
            all.add(destinationRule());
        }
        all.addAll(version("v1", replicas));
        if (referenced) {
            all.add(Surroundings.grant(key, routesIn));
        }
        return all;
    }

    /** The VirtualService as its people wrote it. */
    public ApiObject virtualService() {
        List<Object> primary = new ArrayList<>();
        primary.add(destination(foreign ? 90 : 100));
        if (foreign) {
            primary.add(map("destination", map("host", "legacy"), "weight", 10));
        }
        Map<String, Object> spec =
                map(
                        "hosts",
                        List.of(key.name()),
                        "http",
                        List.of(
                                map(
                                        "name",
                                        "beta",
                                        "match",
                                        List.of(map("uri", map("prefix", "/beta"))),
                                        "route",
                                        List.of(map("destination", map("host", "beta")))),
                                map(
                                        "name",
                                        "primary",
                                        "timeout",
                                        "5s",
                                        "retries",
                                        map("attempts", 2),
                                        "route",
                                        primary)));
        ApiObject made = object(ISTIO, "VirtualService", routesIn, key.name(), spec);
        Map<String, Object> annotations = new LinkedHashMap<>();
        annotations.put("team", "shop");
        if (granted && !referenced) {
            annotations.put("tidegate.dev/granted-to", key.toString());
        }
        return made.withMetadata("annotations", annotations);
    }

    private Map<String, Object> destination(int weight) {
        Map<String, Object> destination = map("host", host("v1"));
        if (subsets) {
            destination.put("subset", "v1");
        }
        return map("destination", destination, "weight", weight);
    }

    /** The DestinationRule as its people wrote it. */
    public ApiObject destinationRule() {
        return object(
                ISTIO,
                "DestinationRule",
                key.namespace(),
                key.name(),
                map(
                        "host",
                        host("v1"),
                        "trafficPolicy",
                        map("tls", map("mode", "ISTIO_MUTUAL")),
                        "subsets",
                        List.of(map("name", "v1", "labels", map("version", "v1")))));
    }

    /** Deployment, and in host mode Service and EndpointSlice, of a version. */
    public List<ApiObject> version(String version, int available) {
        List<ApiObject> all = new ArrayList<>();
        all.add(deployment(version, available));
        if (!subsets || "v1".equals(version)) {
            String name = subsets ? key.name() : workload(version);
            all.add(object("v1", "Service", key.namespace(), name, map("type", "ClusterIP")));
            all.add(Surroundings.slice(key.namespace(), name));
        }
        return all;
    }

    /** A version's Deployment with so many of its pods available. */
    public ApiObject deployment(String version, int available) {
        return object(
                        "apps/v1",
                        "Deployment",
                        key.namespace(),
                        workload(version),
                        map("replicas", replicas))
                .with(
                        "status",
                        map(
                                "observedGeneration",
                                1,
                                "replicas",
                                replicas,
                                "updatedReplicas",
                                replicas,
                                "availableReplicas",
                                available));
    }
}
