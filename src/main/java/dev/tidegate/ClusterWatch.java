package dev.tidegate;

import dev.tidegate.core.event.ServiceKey;
import dev.tidegate.core.rollout.Phase;
import dev.tidegate.core.rollout.Rollout;
import dev.tidegate.core.route.istio.Surroundings;
import dev.tidegate.core.routing.Routing;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Turns changes of the cluster into nudges of the services they concern: a live rollout is
 * concerned by its canary's Deployment, its routes and its policy.
 */
final class ClusterWatch {

    /** Stands for every object of a kind in a namespace. */
    private static final String ANY = "*";

    private final Consumer<ServiceKey> nudge;
    private final Map<String, Map<String, ServiceKey>> concerned = new ConcurrentHashMap<>();
    private final Map<String, Set<String>> watching = new ConcurrentHashMap<>();

    /**
     * A watch that tells {@code nudge}.
     *
     * @param nudge told each service whose live rollout may be concerned; must not block
     */
    ClusterWatch(Consumer<ServiceKey> nudge) {
        this.nudge = nudge;
    }

    /**
     * A rollout was added or changed. A live one is nudged when it is seen for the first time, one
     * that has gone back until all its routes have come back, too.
     */
    void rollout(Rollout rollout) {
        String uid = rollout.identity().uid();
        boolean back = rollout.phase() instanceof Phase.RolledBack && !rollout.left();
        if (!rollout.live() && !back) {
            gone(rollout);
            return;
        }
        Set<String> objects = objects(rollout);
        Set<String> before = watching.put(uid, objects);
        if (!objects.equals(before)) {
            for (String object : objects) {
                concerned
                        .computeIfAbsent(object, o -> new ConcurrentHashMap<>())
                        .put(uid, rollout.service());
            }
            if (before != null) {
                before.stream().filter(o -> !objects.contains(o)).forEach(o -> forget(o, uid));
            }
        }
        if (!objects.equals(before) || back) {
            nudge.accept(rollout.service());
        }
    }

    /** A rollout was deleted or has ended. */
    void gone(Rollout rollout) {
        Set<String> objects = watching.remove(rollout.identity().uid());
        if (objects != null) {
            objects.forEach(o -> forget(o, rollout.identity().uid()));
            nudge.accept(rollout.service());
        }
    }

    private void forget(String object, String uid) {
        concerned.computeIfPresent(
                object,
                (o, rollouts) -> {
                    rollouts.remove(uid);
                    return rollouts.isEmpty() ? null : rollouts;
                });
    }

    /** A policy changed. */
    void policy(ServiceKey service) {
        nudge.accept(service);
    }

    /** A Deployment, a route or what stands around it changed. */
    void object(String kind, String namespace, String name) {
        for (String known : List.of(name, ANY)) {
            concerned.getOrDefault(key(kind, namespace, known), Map.of()).values().forEach(nudge);
        }
    }

    private static Set<String> objects(Rollout rollout) {
        Set<String> objects = new HashSet<>();
        objects.add(key("Deployment", rollout.service().namespace(), rollout.workload()));
        if (rollout.next().isPresent()) {
            // its policy may name the next version's Deployment otherwise by now
            objects.add(key("Deployment", rollout.service().namespace(), ANY));
        }
        Routing routing = rollout.plan().routing();
        routing.virtualServices()
                .forEach(vs -> objects.add(key("VirtualService", vs.namespace(), vs.name())));
        if (routing.destinations() instanceof Routing.Subsets s) {
            objects.add(key("DestinationRule", s.namespace(), s.destinationRule()));
        }
        Surroundings.wanted(rollout.service(), routing, rollout.canary())
                .forEach(o -> objects.add(key(o.kind(), o.namespace(), o.name())));
        return objects;
    }

    private static String key(String kind, String namespace, String name) {
        return kind + "/" + namespace + "/" + name;
    }
}
