package dev.tidegate.adapter.policies;

import dev.tidegate.adapter.cluster.ApiObject;
import dev.tidegate.core.event.ServiceKey;
import dev.tidegate.core.rollout.RolloutPlan;
import dev.tidegate.core.routing.RouteIndex;
import dev.tidegate.core.routing.Routing;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What is known of the policies, from the watch, reads and own writes: the newest wins. */
final class PolicyCache {

    /** An answer that is on its way while so many others are deleted brings its policy back. */
    private static final int GONE_KEPT = 1_000;

    private final Map<ServiceKey, KnownPolicy> known = new ConcurrentHashMap<>();

    /** Uids of those that were deleted: an answer from before that must not bring them back. */
    private final SequencedSet<String> gone = new LinkedHashSet<>();

    private final RouteIndex routes = new RouteIndex();

    /** The other services whose policies name one of these VirtualServices. */
    Set<ServiceKey> beside(ServiceKey service, Routing routing) {
        return routes.beside(service, routing);
    }

    @Nullable KnownPolicy find(ServiceKey service) {
        return known.get(service);
    }

    Set<ServiceKey> services() {
        return Set.copyOf(known.keySet());
    }

    /**
     * Takes {@code policy} when it is newer than what is known, and not deleted.
     *
     * @return what it takes the place of; itself when it is the first; empty when it is not taken
     */
    synchronized Optional<KnownPolicy> take(KnownPolicy policy) {
        KnownPolicy before = known.get(policy.service());
        boolean newer = before == null || ApiObject.newer(policy.version(), before.version());
        if (!newer || gone.contains(policy.uid())) {
            return Optional.empty();
        }
        known.put(policy.service(), policy);
        routes.change(policy.service(), routing(before), routing(policy));
        return Optional.of(before == null ? policy : before);
    }

    private static Optional<Routing> routing(@Nullable KnownPolicy policy) {
        return Optional.ofNullable(policy).flatMap(KnownPolicy::plan).map(RolloutPlan::routing);
    }

    /** It was deleted; one of the same name that was made since stays. */
    synchronized void remove(ServiceKey service, String uid) {
        known.computeIfPresent(
                service,
                (key, policy) -> {
                    if (!policy.uid().equals(uid)) {
                        return policy;
                    }
                    routes.change(key, routing(policy), Optional.empty());
                    return null;
                });
        gone.add(uid);
        if (gone.size() > GONE_KEPT) {
            gone.removeFirst();
        }
    }
}
