package dev.tidegate.adapter.istio;

import dev.tidegate.core.rollout.Rollout;
import dev.tidegate.core.route.ObservedObject;
import dev.tidegate.core.route.RoutePlanner;
import dev.tidegate.core.route.Surroundings;

import io.fabric8.kubernetes.client.KubernetesClient;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What stands around the routes, watched. */
final class Sides implements AutoCloseable {

    private final List<SideCache> caches;

    Sides(KubernetesClient client, IstioRouteGateway.Listener changed) {
        caches =
                Stream.of(SideKind.values())
                        .map(kind -> new SideCache(client, kind, changed))
                        .toList();
    }

    /** Why the rollout's canary may get no traffic, given the routes that its plan names. */
    List<String> barred(Rollout rollout, List<ObservedObject> routes) {
        List<ObservedObject> all = new ArrayList<>(routes);
        for (ObservedObject wanted :
                Surroundings.wanted(rollout.service(), rollout.plan(), rollout.canary(), routes)) {
            for (SideCache cache : caches) {
                if (cache.isOf(wanted)) {
                    Optional<String> unread = cache.unread();
                    if (unread.isPresent()) {
                        return List.of(unread.get());
                    }
                    cache.find(wanted).forEach(all::add);
                }
            }
        }
        return RoutePlanner.barred(
                rollout.service(), rollout.plan(), rollout.canary(), new Surroundings(all, true));
    }

    /** What is wrong with a watch, from memory. */
    Optional<String> trouble() {
        return caches.stream().flatMap(c -> c.trouble().stream()).findFirst();
    }

    @Override
    public void close() {
        caches.forEach(SideCache::close);
    }
}
