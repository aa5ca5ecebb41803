package dev.tidegate.simulation.scene;

import static dev.tidegate.simulation.scene.Trees.map;

import dev.tidegate.adapter.cluster.ApiObject;
import dev.tidegate.core.event.ServiceKey;
import dev.tidegate.simulation.kernel.Choices;

import java.time.Duration;
import java.util.ArrayList;
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
 * @param hosts what its policy names as its versions' hosts, if it does
 * @param routes name of its VirtualService and of what its versions' hosts begin with: its own
 *     name, or that of a service whose route its policy names too
 * @param mirrors versions to which its people mirror requests; an empty one is somebody else's host
 */
public record SimService(
        ServiceKey key,
        boolean subsets,
        String routesIn,
        boolean granted,
        boolean foreign,
        Map<String, Object> policy,
        int replicas,
        boolean referenced,
        NamedHosts hosts,
        List<String> mirrors,
        String routes) {

    /** How long that is where its policy does not say. */
    public static final Duration PROPAGATION = Duration.ofSeconds(10);

    /** Of the mirrors of people; no step has the same. */
    public static final Map<String, Object> SHARE = Map.of("value", 7.5);

    static final String ISTIO = "networking.istio.io/v1";

    /** One of whose versions each has one pod. */
    public SimService(
            ServiceKey key,
            boolean subsets,
            String routesIn,
            boolean granted,
            boolean foreign,
            Map<String, Object> policy) {
        this(
                key,
                subsets,
                routesIn,
                granted,
                foreign,
                policy,
                1,
                false,
                NamedHosts.NONE,
                List.of(),
                key.name());
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
        return with(policy, many, hosts, mirrors);
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
        Map<String, Object> spec = PolicySpecs.any(key, subsets, there, choices);
        return at(key, there, true, byReference, spec, replicas, hosts, mirrors);
    }

    /** The same with short releases: one small step, and nearly no bake. */
    public SimService quick() {
        return with(PolicySpecs.quick(policy), replicas, hosts, mirrors);
    }

    /** The same with steps that match requests, some of which give no weight. */
    public SimService matching(Choices choices) {
        return with(PolicySpecs.matching(policy, choices), replicas, hosts, mirrors);
    }

    /** The same with steps that keep clients with a version, and that mirror. */
    public SimService sticking(Choices choices) {
        return with(PolicySpecs.sticking(policy, choices), replicas, hosts, mirrors);
    }

    /** The same whose policy writes no route at first. */
    public SimService dry() {
        return with(PolicySpecs.dry(policy), replicas, hosts, mirrors);
    }

    SimService with(Map<String, Object> spec, int many, NamedHosts named, List<String> mirrored) {
        return at(key, routesIn, granted, referenced, spec, many, named, mirrored);
    }

    private SimService at(
            ServiceKey service,
            String in,
            boolean grants,
            boolean byReference,
            Map<String, Object> spec,
            int many,
            NamedHosts named,
            List<String> mirrored) {
        boolean whole = subsets && named.hosts().isEmpty();
        return new SimService(
                service,
                whole,
                in,
                grants,
                foreign,
                spec,
                many,
                byReference,
                named,
                mirrored,
                routes);
    }

    /** The same whose policy names a host for each version: so traffic migrates. */
    public SimService migrating(Choices choices) {
        NamedHosts named = NamedHosts.any(key, choices);
        Map<String, Object> spec = PolicySpecs.naming(policy, named.spelled(key, choices));
        return with(spec, replicas, named, mirrors);
    }

    /** Another service whose policy names the same route. */
    public SimService beside(Choices choices) {
        ServiceKey too = new ServiceKey(key.namespace(), key.name() + "-too");
        Map<String, Object> spec = PolicySpecs.any(too, subsets, routesIn, choices);
        spec.put("route", policy.get("route"));
        return at(too, routesIn, granted, referenced, spec, replicas, hosts, mirrors);
    }

    /** The same whose people mirror requests themselves. */
    public SimService mirroring(Choices choices) {
        List<String> to = new ArrayList<>();
        if (choices.oneIn(2)) {
            to.add("");
        }
        if (choices.oneIn(2)) {
            to.add("v" + (2 + choices.next(4)));
        }
        return with(policy, replicas, hosts, to);
    }

    /** A mirror of its people to a version; of an empty one to somebody else's host. */
    public Map<String, Object> mirror(String version) {
        Map<String, Object> to = map("host", version.isEmpty() ? "shadow" : host(version));
        if (subsets && !version.isEmpty()) {
            to.put("subset", version);
        }
        return map("destination", to, "percentage", SHARE);
    }

    /** What else its policy may say, of the same routes. */
    public Map<String, Object> otherPolicy(Choices choices) {
        Map<String, Object> other = PolicySpecs.any(key, subsets, routesIn, choices);
        return namesHosts() ? PolicySpecs.naming(other, hosts.spelled(key, choices)) : other;
    }

    /** Whether its policy names a host for each version. */
    public boolean namesHosts() {
        return !hosts.hosts().isEmpty();
    }

    /** Whether the version has no Deployment beside the policy. */
    public boolean isElsewhere(String version) {
        return hosts.elsewhere(key, version);
    }

    /** Whether its routes are another namespace's. */
    public boolean isElsewhere() {
        return !routesIn.equals(key.namespace());
    }

    /** The object that counts the version's pods: its Deployment, or its Service's slice. */
    public String counter(String version) {
        return isElsewhere(version)
                ? "%s/%s-x1".formatted(hosts.namespace(version), hosts.name(version))
                : key.namespace() + "/" + workload(version);
    }

    /** Host of a version, in full. */
    public String host(String version) {
        if (namesHosts()) {
            return hosts.hosts().getOrDefault(version, "");
        }
        return (subsets ? routes : routes + "-" + version)
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
        return new FirstObjects(this).all();
    }

    /** The VirtualService as its people wrote it. */
    public ApiObject virtualService() {
        return new FirstObjects(this).virtualService();
    }

    /** The DestinationRule as its people wrote it. */
    public ApiObject destinationRule() {
        return new FirstObjects(this).destinationRule();
    }

    /** Deployment, and in host mode Service and EndpointSlice, of a version. */
    public List<ApiObject> version(String version, int available) {
        return new FirstObjects(this).version(version, available);
    }

    /** A version's Deployment with so many of its pods available. */
    public ApiObject deployment(String version, int available) {
        return new FirstObjects(this).deployment(version, available);
    }
}
