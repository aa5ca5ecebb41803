package dev.tidegate.controller;

import dev.tidegate.core.distribution.Version;
import dev.tidegate.core.event.Alert;
import dev.tidegate.core.event.RolloutEvent.AlertFired;
import dev.tidegate.core.event.RolloutEvent.OfAlert;
import dev.tidegate.core.event.ServiceKey;
import dev.tidegate.core.rollout.Rollout;
import dev.tidegate.core.rollout.RolloutPlan;
import dev.tidegate.core.rollout.Scenes;
import dev.tidegate.core.routing.Routing;
import dev.tidegate.core.service.PolicyLookup;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** Policies in memory, with faults on demand. */
class FakePolicies extends FakeTopics implements Policies {

    final AtomicReference<Instant> now = new AtomicReference<>(Scenes.START);
    final List<Alert> firing = new ArrayList<>();
    final List<Alert> resolved = new ArrayList<>();

    /** Why nothing can be remembered. */
    final AtomicReference<Optional<Result<Boolean>>> noMemory =
            new AtomicReference<>(Optional.empty());

    /** How often alerts were remembered. */
    final AtomicInteger memoryWrites = new AtomicInteger();

    /** What the policy's status shows as the live rollout. */
    final AtomicReference<Optional<String>> shown = new AtomicReference<>(Optional.empty());

    final FakeWatchdog watchdog = new FakeWatchdog();
    final FakeFreezes freezes = new FakeFreezes();

    /** What it shows as the stable version. */
    volatile Optional<Version> shownStable = Optional.empty();

    final Deque<Result<?>> showFaults = new ArrayDeque<>();

    /** Other services that have a policy for the same VirtualService. */
    Set<ServiceKey> beside = Set.of();

    /** Rollouts that no watch has shown yet, and a read of the API server does. */
    final Map<String, RolloutStore.Stored> unseen = new ConcurrentHashMap<>();

    /** A route that a release of one of these moves too. */
    Optional<String> shared = Optional.empty();

    /** Whether the destinations of every version are defined. */
    volatile boolean defined;

    PolicyLookup policy = new PolicyLookup.Absent();

    void governedBy(RolloutPlan plan) {
        policy = new PolicyLookup.Found(plan, Optional.empty(), firing);
    }

    @Override
    public PolicyLookup find(ServiceKey service) {
        return policy;
    }

    @Override
    public Set<ServiceKey> beside(ServiceKey service, Routing routing) {
        return beside;
    }

    public boolean defines(Rollout rollout) {
        return defined;
    }

    public Optional<String> shared(Rollout rollout, Rollout others) {
        return shared;
    }

    @Override
    public Set<ServiceKey> governed() {
        return policy instanceof PolicyLookup.Absent ? Set.of() : Set.of(Scenes.REVIEWS);
    }

    @Override
    public boolean governs(ServiceKey service) {
        return !(policy instanceof PolicyLookup.Absent);
    }

    @Override
    public synchronized Result<List<Alert>> firing(ServiceKey service) {
        return new Result.Done<>(List.copyOf(firing));
    }

    @Override
    public List<Alert> resolved(ServiceKey service) {
        return resolved;
    }

    @Override
    public synchronized Result<Boolean> record(ServiceKey service, List<? extends OfAlert> alerts) {
        if (noMemory.get().isPresent()) {
            return noMemory.get().get();
        }
        memoryWrites.incrementAndGet();
        for (OfAlert event : alerts) {
            firing.removeIf(event.alert()::ends);
            (event instanceof AlertFired ? firing : resolved).add(event.alert());
        }
        return new Result.Done<>(true);
    }

    @Override
    public synchronized List<Remembered> remembered(ServiceKey service) {
        return firing.stream().map(a -> new Remembered(a, now.get())).toList();
    }

    @Override
    public synchronized Result<Boolean> forget(ServiceKey service, String fingerprint) {
        return new Result.Done<>(firing.removeIf(a -> a.fingerprint().equals(fingerprint)));
    }

    @Override
    public synchronized Result<Boolean> show(
            ServiceKey service, Optional<Rollout> live, Optional<Version> stable) {
        Optional<Result<Boolean>> fault = fault(showFaults);
        if (fault.isEmpty()) {
            shown.set(live.map(r -> r.identity().name()));
            shownStable = stable;
        }
        return fault.orElse(new Result.Done<>(true));
    }
}
