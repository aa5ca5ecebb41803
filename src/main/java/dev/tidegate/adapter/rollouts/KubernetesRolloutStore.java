package dev.tidegate.adapter.rollouts;

import dev.tidegate.adapter.cluster.ApiObject;
import dev.tidegate.adapter.cluster.Cluster;
import dev.tidegate.adapter.cluster.Listed;
import dev.tidegate.adapter.cluster.Need;
import dev.tidegate.adapter.cluster.Watch;
import dev.tidegate.adapter.cluster.Watcher;
import dev.tidegate.controller.Dependency;
import dev.tidegate.controller.Result;
import dev.tidegate.controller.RolloutStore;
import dev.tidegate.controller.Scheduler;
import dev.tidegate.core.event.RolloutEvent.DeployStarted;
import dev.tidegate.core.event.ServiceKey;
import dev.tidegate.core.rollout.Phase;
import dev.tidegate.core.rollout.Rollout;
import dev.tidegate.core.rollout.RolloutPlan;
import dev.tidegate.core.routing.Routing;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/** The rollouts as resources of the cluster; the status is the state. */
public final class KubernetesRolloutStore implements RolloutStore, Dependency, AutoCloseable {

    /** Name of the label that says which service a rollout is of. */
    public static final String SERVICE_LABEL = "tidegate.dev/service";

    private final RolloutObjects objects;
    private final RolloutCache cache = new RolloutCache();
    private final ClusterEvents events;
    private final Warnings warnings;
    private final Retention retention;
    private final List<Consumer<Rollout>> changed = new CopyOnWriteArrayList<>();
    private final List<Consumer<Rollout>> gone = new CopyOnWriteArrayList<>();
    private final ReentrantLock telling = new ReentrantLock();
    private final Watch watched;

    /** Watches the rollouts of all namespaces from now on. */
    public KubernetesRolloutStore(Cluster cluster, Scheduler scheduler) {
        this(cluster, scheduler, Retention.KEPT);
    }

    /** The same; {@code kept} is how many ended rollouts of a service stay, at least 1. */
    public KubernetesRolloutStore(Cluster cluster, Scheduler scheduler, int kept) {
        this.objects = new RolloutObjects(cluster);
        this.events = new ClusterEvents(cluster, scheduler);
        this.warnings = new Warnings(events);
        this.retention = new Retention(objects, scheduler, kept, cache::of);
        this.watched =
                cluster.watch(
                        RolloutObjects.KIND, Need.REQUIRED, new Watcher(this::seen, this::deleted));
    }

    /** Tells of every rollout, those already known first, and of those that are deleted. */
    public void listen(Consumer<Rollout> onChange, Consumer<Rollout> onGone) {
        changed.add(onChange);
        gone.add(onGone);
        cache.forEach(s -> onChange.accept(s.rollout()));
    }

    @Override
    public List<Stored> of(ServiceKey service) {
        awaitRead();
        return cache.of(service);
    }

    @Override
    public void awaitRead() {
        watched.awaitRead();
    }

    @Override
    public boolean isRead() {
        return watched.isRead();
    }

    @Override
    public List<Stored> all() {
        List<Stored> all = new ArrayList<>();
        cache.forEach(all::add);
        return all;
    }

    @Override
    public Set<ServiceKey> moving(ServiceKey service, Routing routing) {
        return cache.moving(service, routing);
    }

    @Override
    public Result<List<Stored>> refresh(ServiceKey service) {
        return refresh(service.namespace(), List.of(service)).map(_ -> cache.of(service));
    }

    @Override
    public Result<Boolean> refresh(String namespace, Collection<ServiceKey> services) {
        Result<Listed> read = objects.list(namespace, services);
        if (!(read instanceof Result.Done<Listed>(Listed list))) {
            return read.map(_ -> true);
        }
        Set<String> listed = new HashSet<>();
        list.objects().forEach(o -> listed.add(o.uid()));
        list.objects().forEach(this::seen);
        return services.stream()
                .flatMap(service -> cache.of(service).stream())
                .filter(s -> !listed.contains(s.rollout().identity().uid()))
                .filter(s -> !ApiObject.newer(s.resourceVersion(), list.version()))
                .map(s -> confirm(s.rollout()))
                .filter(confirmed -> !(confirmed instanceof Result.Done<?>))
                .findFirst()
                .orElseGet(() -> new Result.Done<>(true));
    }

    /**
     * Whether one that the list lacks is there: the label by which it is listed is for people, who
     * may take it off, and says nothing of a release.
     */
    private Result<Boolean> confirm(Rollout known) {
        String name = known.identity().name();
        return find(known.service().namespace(), name)
                .map(
                        found -> {
                            if (found.isEmpty()) {
                                drop(known.service(), known.identity().uid());
                            }
                            return true;
                        });
    }

    /** Reads one by its name, label or not. */
    private Result<Optional<ApiObject>> find(String namespace, String name) {
        return objects.find(namespace, name)
                .map(
                        found -> {
                            found.ifPresent(this::seen);
                            return found;
                        });
    }

    @Override
    public Result<Stored> create(DeployStarted deploy, int number, RolloutPlan plan) {
        Result<Stored> created = objects.create(deploy, number, plan);
        if (created instanceof Result.Done<Stored>(Stored stored)) {
            take(stored);
            stored.rollout().history().forEach(m -> events.tell(stored.rollout(), m));
        } else if (created instanceof Result.Conflict<Stored>) {
            // somebody else has made it: known from here on, whether or not a list shows it
            ServiceKey service = deploy.service();
            var _ = find(service.namespace(), RolloutStatuses.name(service, number));
        }
        return created;
    }

    @Override
    public Result<Stored> commit(Stored read, Rollout next, long publishedRevision) {
        Result<Stored> result = objects.update(read, next, publishedRevision);
        if (result instanceof Result.Done<Stored>(Stored stored)) {
            take(stored);
            warnings.committed(read.rollout(), next);
            if (next.phase() instanceof Phase.Ended) {
                retention.due(next.service());
            }
        }
        return result;
    }

    private void seen(ApiObject object) {
        ReadableRollouts.of(object).ifPresent(this::take);
    }

    /**
     * One at a time: the listeners must see a rollout's versions in their order, whether the watch
     * or an own write brings them.
     */
    private void take(Stored stored) {
        String uid = stored.rollout().identity().uid();
        telling.lock();
        try {
            List<Stored> before = cache.of(stored.rollout().service());
            if (cache.put(stored)) {
                // a number is used again only when its rollout was deleted, seen or not
                before.stream()
                        .filter(s -> s.number() == stored.number())
                        .filter(s -> !s.rollout().identity().uid().equals(uid))
                        .forEach(this::tellGone);
                changed.forEach(c -> c.accept(stored.rollout()));
            }
        } finally {
            telling.unlock();
        }
    }

    /** Its name says of which service it was: what is known of others is not gone through. */
    private void deleted(ApiObject last) {
        int dash = last.name().lastIndexOf('-');
        if (dash > 0) {
            drop(new ServiceKey(last.namespace(), last.name().substring(0, dash)), last.uid());
        }
    }

    /** Forgets one that is not there any more, whoever found that out. */
    private void drop(ServiceKey service, String uid) {
        telling.lock();
        try {
            for (Stored stored : cache.of(service)) {
                if (stored.rollout().identity().uid().equals(uid)) {
                    cache.remove(service, stored.number());
                    tellGone(stored);
                }
            }
        } finally {
            telling.unlock();
        }
    }

    private void tellGone(Stored stored) {
        gone.forEach(c -> c.accept(stored.rollout()));
        warnings.split(stored.rollout());
    }

    /** Warns a service's live rollout that its policy is gone: what still works, and what not. */
    public void warnOfMissingPolicy(ServiceKey service) {
        cache.of(service).stream()
                .map(Stored::rollout)
                .filter(Rollout::live)
                .forEach(warnings::missingPolicy);
    }

    @Override
    public String name() {
        return "rollouts";
    }

    @Override
    public Optional<String> trouble() {
        return watched.trouble();
    }

    @Override
    public void close() {
        watched.close();
        events.close();
        retention.close();
    }
}
