package dev.tidegate.adapter.kubernetes;

import dev.tidegate.adapter.cluster.Calls;
import dev.tidegate.adapter.cluster.Watch;
import dev.tidegate.controller.Dependency;
import dev.tidegate.controller.Policies;
import dev.tidegate.controller.Result;
import dev.tidegate.core.distribution.Version;
import dev.tidegate.core.event.Alert;
import dev.tidegate.core.event.RolloutEvent.OfAlert;
import dev.tidegate.core.event.ServiceKey;
import dev.tidegate.core.rollout.Rollout;
import dev.tidegate.core.service.PolicyLookup;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;

import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;

/** The policies of the cluster; what is remembered beside them is their status. */
public final class KubernetesPolicies implements Policies, Dependency, AutoCloseable {

    private static final Logger LOG = Logger.getLogger(KubernetesPolicies.class);
    private static final int TRIES = 8;

    /** Given, not discovered: a process must start while the API server is away. */
    private static final ResourceDefinitionContext POLICY =
            ResourceDefinitionContext.fromResourceType(RolloutPolicy.class);

    private final KubernetesClient client;
    private final Clock clock;
    private final Map<ServiceKey, KnownPolicy> known = new ConcurrentHashMap<>();
    private final List<Consumer<ServiceKey>> changed = new CopyOnWriteArrayList<>();
    private final List<Consumer<ServiceKey>> deleted = new CopyOnWriteArrayList<>();
    private final Background<ServiceKey> statuses =
            new Background<>("policy-status", Integer.MAX_VALUE, this::judge);
    private final Forgetting forgetting;
    private final Watch watched;

    /** Watches the policies of all namespaces from now on. */
    public KubernetesPolicies(KubernetesClient client, Clock clock) {
        this.client = client;
        this.clock = clock;
        this.forgetting = new Forgetting(clock, this::forgot);
        this.watched = Identities.watch(client, POLICY, this::seen, this::gone);
    }

    /** Tells of every service whose policy changes, and of those whose policy is deleted. */
    public void listen(Consumer<ServiceKey> onChange, Consumer<ServiceKey> onDeletion) {
        changed.add(onChange);
        deleted.add(onDeletion);
    }

    @Override
    public PolicyLookup find(ServiceKey service) {
        watched.awaitRead();
        KnownPolicy policy = known.get(service);
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
        return Set.copyOf(known.keySet());
    }

    @Override
    public boolean governs(ServiceKey service) {
        return !watched.isRead() || !(find(service) instanceof PolicyLookup.Absent);
    }

    @Override
    public Result<List<Alert>> firing(ServiceKey service) {
        return read(service) instanceof Result.Done<Optional<KnownPolicy>>(var found)
                ? new Result.Done<>(found.map(this::firing).orElse(List.of()))
                : new Result.Unreachable<>("the policy of " + service + " cannot be read");
    }

    @Override
    public List<Alert> resolved(ServiceKey service) {
        KnownPolicy policy = known.get(service);
        return policy == null ? List.of() : memory(policy).resolved();
    }

    @Override
    public List<Remembered> remembered(ServiceKey service) {
        KnownPolicy policy = known.get(service);
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
        statuses.due(service);
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
        return recorded instanceof Result.Done<Boolean>
                ? new Result.Done<>(known.containsKey(service))
                : recorded;
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
        @Nullable KnownPolicy policy = known.get(service);
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
            last = write(policy, next);
            if (!(last instanceof Result.Conflict<?>) && !(last instanceof Result.Rejected<?>)) {
                return last;
            }
            policy = null;
        }
        return last;
    }

    private Result<Boolean> write(KnownPolicy policy, RolloutPolicyStatus next) {
        RolloutPolicy resource = new RolloutPolicy();
        resource.setMetadata(
                new ObjectMetaBuilder()
                        .withNamespace(policy.metadata().getNamespace())
                        .withName(policy.metadata().getName())
                        .withUid(policy.metadata().getUid())
                        .withResourceVersion(policy.version())
                        .build());
        resource.setStatus(next);
        return Calls.change(
                "writing the status of policy " + policy.metadata().getName(),
                () -> {
                    RolloutPolicy written = client.resource(resource).updateStatus();
                    take(new KnownPolicy(written.getMetadata(), policy.plan(), policy.why(), next));
                    return true;
                });
    }

    private Result<Optional<KnownPolicy>> read(ServiceKey service) {
        return Calls.attempt(
                "reading",
                () ->
                        Optional.ofNullable(
                                        client.genericKubernetesResources(POLICY)
                                                .inNamespace(service.namespace())
                                                .withName(service.name())
                                                .get())
                                .map(r -> KnownPolicy.of(r, client.getKubernetesSerialization()))
                                .map(this::take));
    }

    private KnownPolicy take(KnownPolicy policy) {
        boolean[] fewer = {false};
        KnownPolicy newest =
                known.merge(
                        key(policy),
                        policy,
                        (old, next) -> {
                            boolean newer = Calls.newer(next.version(), old.version());
                            fewer[0] = newer && AlertMemory.lost(old.status(), next.status());
                            return newer ? next : old;
                        });
        forgetting.at(key(policy), memory(newest).forgets());
        if (fewer[0]) {
            changed.forEach(l -> l.accept(key(policy)));
        }
        return newest;
    }

    private void seen(GenericKubernetesResource resource) {
        KnownPolicy policy = KnownPolicy.of(resource, client.getKubernetesSerialization());
        KnownPolicy before = known.get(key(policy));
        take(policy);
        statuses.due(key(policy));
        if (before == null || before.generation() != policy.generation()) {
            changed.forEach(l -> l.accept(key(policy)));
        }
    }

    /** Shows whether the policy is valid; what the API server will never take is told, and over. */
    private boolean judge(ServiceKey service) {
        Result<Boolean> shown = update(service, this::judged);
        if (shown instanceof Result.Rejected<Boolean>(String why)) {
            LOG.warnf("policy %s does not show whether it is valid: %s", service, why);
        }
        return shown instanceof Result.Done<?> || shown instanceof Result.Rejected<?>;
    }

    private RolloutPolicyStatus judged(KnownPolicy policy) {
        return Conditions.judged(policy, memory(policy).tidied(), clock.instant());
    }

    private void gone(GenericKubernetesResource resource) {
        ServiceKey key = key(KnownPolicy.of(resource, client.getKubernetesSerialization()));
        known.remove(key);
        forgetting.at(key, Optional.empty());
        changed.forEach(l -> l.accept(key));
        deleted.forEach(l -> l.accept(key));
    }

    private static ServiceKey key(KnownPolicy policy) {
        return new ServiceKey(policy.metadata().getNamespace(), policy.metadata().getName());
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
        statuses.close();
        forgetting.close();
    }
}
