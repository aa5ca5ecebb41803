package dev.tidegate.adapter.policies;

import dev.tidegate.adapter.cluster.ApiObject;
import dev.tidegate.adapter.cluster.Cluster;
import dev.tidegate.adapter.cluster.Need;
import dev.tidegate.adapter.cluster.Watch;
import dev.tidegate.adapter.cluster.Watcher;
import dev.tidegate.controller.Dependency;
import dev.tidegate.controller.Policies;
import dev.tidegate.controller.Result;
import dev.tidegate.controller.Scheduler;
import dev.tidegate.core.distribution.Version;
import dev.tidegate.core.event.Alert;
import dev.tidegate.core.event.RolloutEvent.OfAlert;
import dev.tidegate.core.event.ServiceKey;
import dev.tidegate.core.rollout.Rollout;
import dev.tidegate.core.routing.Routing;
import dev.tidegate.core.service.PolicyLookup;

import org.jspecify.annotations.Nullable;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;

/** The policies of the cluster; what is remembered beside them is their status. */
public final class KubernetesPolicies implements Policies, Dependency, AutoCloseable {

    private static final int TRIES = 8;

    private final PolicyObjects objects;
    private final Clock clock;
    private final PolicyCache known = new PolicyCache();
    private final List<Consumer<ServiceKey>> changed = new CopyOnWriteArrayList<>();
    private final List<Consumer<ServiceKey>> deleted = new CopyOnWriteArrayList<>();
    private final Judgements judgements;
    private final Forgetting forgetting;
    private final Watch watched;

    /** Watches the policies of all namespaces from now on. */
    public KubernetesPolicies(Cluster cluster, Scheduler scheduler) {
        this.objects = new PolicyObjects(cluster);
        this.clock = scheduler.clock();
        this.judgements = new Judgements(known, scheduler, this::update);
        this.forgetting = new Forgetting(scheduler, this::forgot);
        this.watched =
                cluster.watch(
                        PolicyObjects.KIND, Need.REQUIRED, new Watcher(this::seen, this::gone));
    }

    /** Tells of every service whose policy changes, and of those whose policy is deleted. */
    public void listen(Consumer<ServiceKey> onChange, Consumer<ServiceKey> onDeletion) {
        changed.add(onChange);
        deleted.add(onDeletion);
    }

    @Override
    public PolicyLookup find(ServiceKey service) {
        watched.awaitRead();
        KnownPolicy policy = known.find(service);
        if (policy == null) {
            Result<Optional<KnownPolicy>> read = read(service);
            if (read instanceof Result.Done<Optional<KnownPolicy>>(Optional<KnownPolicy> found)) {
                policy = found.orElse(null);
            } else {
                return new PolicyLookup.Unreachable("policy " + service + ": " + read.trouble());
            }
        }
        if (policy == null) {
            return new PolicyLookup.Absent();
        }
        return policy.lookup(firing(policy));
    }

    @Override
    public Set<ServiceKey> governed() {
        return known.services();
    }

    @Override
    public boolean governs(ServiceKey service) {
        return !watched.isRead() || !(find(service) instanceof PolicyLookup.Absent);
    }

    @Override
    public Result<List<Alert>> firing(ServiceKey service) {
        return read(service)
                .during("policy " + service)
                .map(found -> found.map(this::firing).orElse(List.of()));
    }

    @Override
    public List<Alert> resolved(ServiceKey service) {
        KnownPolicy policy = known.find(service);
        return policy == null ? List.of() : memory(policy).resolved();
    }

    @Override
    public List<Remembered> remembered(ServiceKey service) {
        KnownPolicy policy = known.find(service);
        return policy == null ? List.of() : memory(policy).firing();
    }

    @Override
    public Result<Boolean> forget(ServiceKey service, String fingerprint) {
        return update(service, policy -> memory(policy).without(fingerprint));
    }

    private AlertMemory memory(KnownPolicy policy) {
        return AlertMemory.of(policy, clock.instant());
    }

    private List<Alert> firing(KnownPolicy policy) {
        return memory(policy).firing().stream().map(Remembered::alert).toList();
    }

    /** A release may have waited for that. */
    private void forgot(ServiceKey service) {
        judgements.due(service);
        changed.forEach(l -> l.accept(service));
    }

    @Override
    public Result<Boolean> record(ServiceKey service, List<? extends OfAlert> alerts) {
        Result<Boolean> recorded =
                update(
                        service,
                        policy -> {
                            KnownPolicy after = policy;
                            for (OfAlert event : alerts) {
                                after = after.with(memory(after).after(event, after.plan()));
                            }
                            return after.status();
                        });
        return recorded.map(_ -> known.find(service) != null);
    }

    @Override
    public Set<ServiceKey> beside(ServiceKey service, Routing routing) {
        watched.awaitRead();
        return known.beside(service, routing);
    }

    @Override
    public Result<Boolean> show(
            ServiceKey service, Optional<Rollout> live, Optional<Version> stable) {
        return update(
                service,
                policy -> {
                    RolloutPolicyStatus s = policy.status();
                    return new RolloutPolicyStatus(
                            s.observedGeneration(),
                            stable.map(Version::name).orElse(s.stable()),
                            live.map(r -> r.identity().name()).orElse(null),
                            s.firing(),
                            s.resolved(),
                            s.conditions());
                });
    }

    private Result<Boolean> update(
            ServiceKey service, Function<KnownPolicy, RolloutPolicyStatus> change) {
        watched.awaitRead();
        @Nullable KnownPolicy policy = known.find(service);
        Result<Boolean> last = new Result.Conflict<>("policy " + service + " is written by many");
        for (int i = 0; i < TRIES; i++) {
            if (policy == null) {
                Result<Optional<KnownPolicy>> read = read(service);
                if (read instanceof Result.Done<Optional<KnownPolicy>>(var found)) {
                    if (found.isEmpty()) {
                        return new Result.Done<>(false);
                    }
                    policy = found.get();
                } else {
                    return new Result.Unreachable<>("policy " + service + ": " + read.trouble());
                }
            }
            RolloutPolicyStatus next = change.apply(policy);
            if (next.equals(policy.status())) {
                return new Result.Done<>(false);
            }
            last =
                    objects.write(policy, next)
                            .map(
                                    written -> {
                                        take(written);
                                        return true;
                                    });
            if (!(last instanceof Result.Conflict<?>) && !(last instanceof Result.Rejected<?>)) {
                return last;
            }
            policy = null;
        }
        return last;
    }

    private Result<Optional<KnownPolicy>> read(ServiceKey service) {
        return objects.find(service).map(found -> found.map(this::take));
    }

    /** The newest that is known, which may be another one. */
    private KnownPolicy take(KnownPolicy policy) {
        Optional<KnownPolicy> before = known.take(policy);
        Optional<KnownPolicy> newest = Optional.ofNullable(known.find(policy.service()));
        forgetting.at(policy.service(), newest.flatMap(p -> memory(p).forgets()));
        if (before.filter(old -> AlertMemory.lost(old.status(), policy.status())).isPresent()) {
            changed.forEach(l -> l.accept(policy.service()));
        }
        return newest.orElse(policy);
    }

    private void seen(ApiObject object) {
        KnownPolicy policy = KnownPolicy.of(object);
        KnownPolicy before = known.find(policy.service());
        take(policy);
        judgements.changed(Optional.ofNullable(before), Optional.of(policy));
        if (before == null || before.generation() != policy.generation()) {
            changed.forEach(l -> l.accept(policy.service()));
        }
    }

    private void gone(ApiObject last) {
        ServiceKey service = new ServiceKey(last.namespace(), last.name());
        Optional<KnownPolicy> before = Optional.ofNullable(known.find(service));
        known.remove(service, last.uid());
        judgements.changed(before, Optional.empty());
        forgetting.at(service, Optional.empty());
        changed.forEach(l -> l.accept(service));
        deleted.forEach(l -> l.accept(service));
    }

    @Override
    public String name() {
        return "policies";
    }

    @Override
    public Optional<String> trouble() {
        return watched.trouble();
    }

    @Override
    public void close() {
        watched.close();
        judgements.close();
        forgetting.close();
    }
}
