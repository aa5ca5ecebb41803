package dev.tidegate.adapter.kubernetes;

import dev.tidegate.controller.Dependency;
import dev.tidegate.controller.Result;
import dev.tidegate.controller.RolloutStore;
import dev.tidegate.core.event.RolloutEvent.DeployStarted;
import dev.tidegate.core.event.ServiceKey;
import dev.tidegate.core.rollout.Phase;
import dev.tidegate.core.rollout.Rollout;
import dev.tidegate.core.rollout.RolloutPlan;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;

import org.jboss.logging.Logger;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** The rollouts as resources of the cluster; the status is the state. */
public final class KubernetesRolloutStore implements RolloutStore, Dependency, AutoCloseable {

    /** Name of the label that says which service a rollout is of. */
    public static final String SERVICE_LABEL = "tidegate.dev/service";

    /** Given, not discovered: a process must start while the API server is away. */
    private static final ResourceDefinitionContext ROLLOUT =
            ResourceDefinitionContext.fromResourceType(RolloutResource.class);

    private static final Logger LOG = Logger.getLogger(KubernetesRolloutStore.class);

    private final KubernetesClient client;
    private final RolloutCache cache = new RolloutCache();
    private final ClusterEvents events;
    private final Retention retention;
    private final List<Consumer<Rollout>> changed = new CopyOnWriteArrayList<>();
    private final List<Consumer<Rollout>> gone = new CopyOnWriteArrayList<>();
    private final ReentrantLock telling = new ReentrantLock();
    private final Watched<GenericKubernetesResource> watched;

    /** Watches the rollouts of all namespaces from now on. */
    public KubernetesRolloutStore(KubernetesClient client, Clock clock) {
        this.client = client;
        this.events = new ClusterEvents(client, clock);
        this.retention = new Retention(client);
        this.watched =
                new Watched<>(
                        client.genericKubernetesResources(ROLLOUT)
                                .inAnyNamespace()
                                .runnableInformer(0),
                        GenericKubernetesResource::new,
                        this::seen,
                        this::deleted);
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
        watched.awaitSynced();
    }

    @Override
    public List<Stored> all() {
        List<Stored> all = new ArrayList<>();
        cache.forEach(all::add);
        return all;
    }

    @Override
    public Result<List<Stored>> refresh(ServiceKey service) {
        return refresh(service.namespace(), List.of(service)) instanceof Result.Done<Boolean>
                ? new Result.Done<>(cache.of(service))
                : new Result.Unreachable<>("the rollouts of " + service + " cannot be read");
    }

    @Override
    public Result<Boolean> refresh(String namespace, Collection<ServiceKey> services) {
        String[] names = services.stream().map(ServiceKey::name).toArray(String[]::new);
        return Calls.attempt(
                "reading the rollouts of %d services of %s".formatted(names.length, namespace),
                () -> {
                    var list =
                            client.genericKubernetesResources(ROLLOUT)
                                    .inNamespace(namespace)
                                    .withLabelIn(SERVICE_LABEL, names)
                                    .list();
                    Set<String> uids = new HashSet<>();
                    list.getItems().forEach(r -> uids.add(r.getMetadata().getUid()));
                    list.getItems().forEach(this::seen);
                    String at = list.getMetadata().getResourceVersion();
                    for (ServiceKey service : services) {
                        drop(
                                service,
                                s ->
                                        !uids.contains(s.rollout().identity().uid())
                                                && !Calls.newer(s.resourceVersion(), at));
                    }
                    return true;
                });
    }

    @Override
    public Result<Stored> create(DeployStarted deploy, int number, RolloutPlan plan) {
        ServiceKey service = deploy.service();
        String name = service.name() + "-" + number;
        RolloutResource resource = new RolloutResource();
        resource.setMetadata(
                new ObjectMetaBuilder()
                        .withNamespace(service.namespace())
                        .withName(name)
                        .addToLabels(SERVICE_LABEL, service.name())
                        .build());
        resource.setSpec(
                new RolloutSpec(
                        service.name(),
                        deploy.version().name(),
                        number,
                        new RolloutSpec.EventSpec(
                                deploy.id(),
                                deploy.time().toString(),
                                deploy.cause(),
                                deploy.initiator().orElse(null)),
                        PolicyWriter.spec(plan)));
        return Calls.attempt(
                "creating rollout " + name,
                () -> {
                    Stored stored = RolloutStatuses.read(client.resource(resource).create());
                    take(stored);
                    stored.rollout().history().forEach(m -> events.tell(stored.rollout(), m));
                    return stored;
                });
    }

    @Override
    public Result<Stored> commit(Stored read, Rollout next, long publishedRevision) {
        Rollout.Identity identity = next.identity();
        RolloutResource resource = new RolloutResource();
        resource.setMetadata(
                new ObjectMetaBuilder()
                        .withNamespace(next.service().namespace())
                        .withName(identity.name())
                        .withUid(identity.uid())
                        .withResourceVersion(read.resourceVersion())
                        .build());
        resource.setStatus(RolloutStatuses.of(next, 1, publishedRevision));
        Result<Stored> result =
                Calls.change(
                        "committing rollout " + identity.name(),
                        () -> {
                            String version =
                                    client.resource(resource)
                                            .updateStatus()
                                            .getMetadata()
                                            .getResourceVersion();
                            return new Stored(next, read.number(), version, publishedRevision);
                        });
        if (result instanceof Result.Done<Stored>(Stored stored)) {
            take(stored);
            next.history().stream()
                    .filter(m -> m.revision() > read.rollout().revision())
                    .forEach(m -> events.tell(next, m));
            next.routes()
                    .problem()
                    .filter(p -> read.rollout().routes().problem().isEmpty())
                    .ifPresent(p -> events.warn(next, "Stalled", p));
            if (next.phase() instanceof Phase.Ended) {
                retention.sweep(cache.of(next.service()));
            }
        }
        return result;
    }

    private void seen(GenericKubernetesResource resource) {
        try {
            take(
                    RolloutStatuses.read(
                            client.getKubernetesSerialization()
                                    .convertValue(resource, RolloutResource.class)));
        } catch (RuntimeException e) {
            LOG.warnf(
                    "rollout %s/%s cannot be read and is left alone: %s",
                    resource.getMetadata().getNamespace(),
                    resource.getMetadata().getName(),
                    e.getMessage());
        }
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

    private void deleted(GenericKubernetesResource resource) {
        String uid = resource.getMetadata().getUid();
        Set<ServiceKey> services = new HashSet<>();
        cache.forEach(s -> services.add(s.rollout().service()));
        services.forEach(service -> drop(service, s -> s.rollout().identity().uid().equals(uid)));
    }

    /** Forgets those that are not there any more, whoever found that out. */
    private void drop(ServiceKey service, Predicate<Stored> deleted) {
        telling.lock();
        try {
            for (Stored stored : cache.of(service)) {
                if (deleted.test(stored)) {
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
        warnOfSplit(stored.rollout());
    }

    /** A deleted rollout moves nothing any more: what it had given the canary stays there. */
    private void warnOfSplit(Rollout rollout) {
        if (rollout.live() && rollout.wanted().isPresent()) {
            events.warn(
                    rollout,
                    "DeletedWhileLive",
                    "deleted in %s: the routes stay at %s, and no alert takes %s back; deploy a version, or set the weights by hand; abort a release before you delete it"
                            .formatted(
                                    rollout.phase().title(),
                                    rollout.wanted().get(),
                                    rollout.canary()));
        }
    }

    /** Warns a service's live rollout that its policy is gone: what still works, and what not. */
    public void warnOfMissingPolicy(ServiceKey service) {
        cache.of(service).stream()
                .map(Stored::rollout)
                .filter(Rollout::live)
                .forEach(this::warnOfMissingPolicy);
    }

    private void warnOfMissingPolicy(Rollout rollout) {
        String what =
                "RolloutPolicy %s was deleted: this release goes on by its own copy, and alerts roll it back, but no alert is remembered for the next release, and none starts; apply the policy again"
                        .formatted(rollout.service().name());
        LOG.warnf("%s: %s", rollout.identity().name(), what);
        events.warn(rollout, "PolicyDeleted", what);
    }

    @Override
    public String name() {
        return "rollouts";
    }

    @Override
    public Optional<String> trouble() {
        return watched.trouble("rollouts");
    }

    @Override
    public void close() {
        watched.close();
        events.close();
        retention.close();
    }
}
