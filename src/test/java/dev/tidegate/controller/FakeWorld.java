package dev.tidegate.controller;

import dev.tidegate.core.distribution.Distribution;
import dev.tidegate.core.distribution.Version;
import dev.tidegate.core.event.Observation;
import dev.tidegate.core.event.Pods;
import dev.tidegate.core.event.PriorTraffic;
import dev.tidegate.core.event.RolloutEvent;
import dev.tidegate.core.event.RolloutEvent.DeployStarted;
import dev.tidegate.core.event.ServiceKey;
import dev.tidegate.core.rollout.Rollout;
import dev.tidegate.core.rollout.RolloutPlan;
import dev.tidegate.core.rollout.Scenes;
import dev.tidegate.core.route.ObservedRoutes;
import dev.tidegate.core.route.Writer;

import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/**
 * A cluster, a mesh and an audit log in memory, with faults on demand; its clock stands still until
 * it is set.
 */
public final class FakeWorld extends FakePods implements RolloutStore, RouteGateway {

    final Map<String, Stored> rollouts = new LinkedHashMap<>();

    /** Done when the cluster was read once. */
    volatile CompletableFuture<Void> read = CompletableFuture.completedFuture(null);

    /** Events whose refusal has a line of its own in the log. */
    final List<String> loggedRefusals = new ArrayList<>();

    final List<String> routeWrites = new ArrayList<>();

    /** What a committed status said of the routes. */
    final List<String> problems = new ArrayList<>();

    final List<String> barred = new ArrayList<>();

    /** Routes that lead to a version that was replaced. */
    volatile Result<List<String>> leading = new Result.Done<>(List.of());

    /** Whether the routes do not say which version is stable while two have traffic. */
    volatile boolean divided;

    /** Why the host of no version leads to anybody; empty when each does. */
    volatile Optional<String> unreached = Optional.empty();

    /** Faults to come, one taken by each call of that port. */
    final Deque<Result<?>> commitFaults = new ArrayDeque<>();

    final Deque<Result<?>> createFaults = new ArrayDeque<>();

    /** Instead of a write of the routes; one that rejects also where nothing is to be written. */
    final Deque<Result<?>> applyFaults = new ArrayDeque<>();

    /** Why writes of routes are refused; may count the refusals with %d. */
    volatile Optional<String> refusing = Optional.empty();

    final AtomicInteger refusedWrites = new AtomicInteger();

    /** Instead of the answer to a write that was done. */
    final Deque<Result<?>> lostAnswers = new ArrayDeque<>();

    /** Commits that were made. */
    final AtomicInteger commits = new AtomicInteger();

    /** How often the rollouts of a namespace were read. */
    final AtomicInteger readings = new AtomicInteger();

    /** Events whose handling was tried again, with the reason. */
    final List<String> retries = new CopyOnWriteArrayList<>();

    final Deque<Result<?>> refreshFaults = new ArrayDeque<>();

    /** Whom the routes name as their last writer, newer than anybody who writes now. */
    Optional<Writer> fence = Optional.empty();

    /** The version that the routes are said to carry. */
    volatile Version carrying = Scenes.V1;

    Optional<Distribution> route = Optional.of(Distribution.all(Scenes.V1));
    Optional<Observation> drift = Optional.empty();
    private long appliedRevision;
    private int resourceVersion;
    private final Timers timers = new ScheduledTimers("retries");

    public Ports ports() {
        SilentTelemetry log =
                new SilentTelemetry() {
                    @Override
                    public void refused(RolloutEvent event, String reason) {
                        loggedRefusals.add(event.id());
                    }

                    @Override
                    public void retry(RolloutEvent event, int attempt, Duration delay, String why) {
                        retries.add(event.id() + ": " + why);
                    }
                };
        return new Ports(this, this, this, this, watchdog, this, log, timers, clock(), freezes);
    }

    /** Nothing was read of the cluster yet: every event waits. */
    public void unread() {
        read = new CompletableFuture<>();
    }

    Clock clock() {
        return ((InstantSource) now::get).withZone(ZoneOffset.UTC);
    }

    Rollout latest() {
        return of(Scenes.REVIEWS).getFirst().rollout();
    }

    @Override
    public List<String> barred(Rollout rollout) {
        return barred;
    }

    @Override
    public List<Stored> of(ServiceKey service) {
        awaitRead();
        synchronized (this) {
            return rollouts.values().stream()
                    .filter(stored -> stored.rollout().service().equals(service))
                    .sorted(Comparator.comparingInt(Stored::number).reversed())
                    .toList();
        }
    }

    @Override
    public List<Stored> all() {
        return List.copyOf(rollouts.values());
    }

    @Override
    public void awaitRead() {
        read.join();
    }

    @Override
    public boolean isRead() {
        return read.isDone();
    }

    @Override
    public synchronized Result<List<Stored>> refresh(ServiceKey service) {
        return FakeTopics.<List<Stored>>fault(refreshFaults)
                .orElseGet(() -> new Result.Done<>(of(service)));
    }

    @Override
    public Result<Boolean> refresh(String namespace, Collection<ServiceKey> services) {
        readings.incrementAndGet();
        rollouts.putAll(unseen);
        return refresh(Scenes.REVIEWS) instanceof Result.Done<?>
                ? new Result.Done<>(true)
                : new Result.Unreachable<>("503");
    }

    @Override
    public synchronized Result<Stored> create(DeployStarted deploy, int number, RolloutPlan plan) {
        String name = deploy.service().name() + "-" + number;
        if (rollouts.containsKey(name)) {
            return new Result.Conflict<>(name);
        }
        Optional<Result<Stored>> fault = fault(createFaults);
        if (fault.isPresent()) {
            return fault.get();
        }
        Rollout opened =
                Rollout.opened(
                        new Rollout.Identity("uid-" + number, name, plan, deploy), now.get());
        Stored stored = new Stored(opened, number, "" + ++resourceVersion, 0);
        rollouts.put(name, stored);
        return new Result.Done<>(stored);
    }

    @Override
    public synchronized Result<Stored> commit(Stored read, Rollout next, long publishedRevision) {
        Optional<Result<Stored>> fault = fault(commitFaults);
        if (fault.isPresent()) {
            return fault.get();
        }
        String name = next.identity().name();
        if (!Optional.ofNullable(rollouts.get(name))
                .map(Stored::resourceVersion)
                .equals(Optional.of(read.resourceVersion()))) {
            return new Result.Conflict<>(name);
        }
        commits.incrementAndGet();
        Stored stored = new Stored(next, read.number(), "" + ++resourceVersion, publishedRevision);
        rollouts.put(name, stored);
        next.routes().problem().ifPresent(problems::add);
        return new Result.Done<>(stored);
    }

    @Override
    public ObservedRoutes look(ServiceKey service, RolloutPlan plan, Optional<Version> stableHint) {
        boolean unclear = divided && route.filter(r -> r.weights().size() > 1).isPresent();
        Optional<Version> stable = unclear ? Optional.empty() : Optional.of(carrying);
        return new ObservedRoutes(stable, List.of(), Optional.empty(), PriorTraffic.NONE);
    }

    @Override
    public ObservedRoutes gate(Rollout pending, Optional<Version> stableHint) {
        return look(pending.service(), pending.plan(), stableHint);
    }

    @Override
    public Result<List<String>> leading(Rollout rollout) {
        return leading;
    }

    @Override
    public Pods reached(ServiceKey service, RolloutPlan plan, Version version, Pods pods) {
        return unreached.map(pods::unreached).orElse(pods);
    }

    @Override
    public boolean complete(RolloutPlan plan) {
        return route.isPresent();
    }

    @Override
    public Optional<Observation> drift(Rollout rollout) {
        return rollout.wantedRevision() <= appliedRevision ? drift : Optional.empty();
    }

    @Override
    public synchronized Result<Integer> apply(Rollout rollout, Predicate<Writer> exists) {
        if (fence.filter(exists).isPresent()) {
            return new Result.Conflict<>("fenced");
        }
        if (refusing.isPresent()) {
            return new Result.Rejected<>(refusing.get().formatted(refusedWrites.incrementAndGet()));
        }
        boolean broken = applyFaults.peek() instanceof Result.Rejected<?>;
        if (route.equals(rollout.wanted()) && !broken) {
            drift = Optional.empty();
            appliedRevision = rollout.wantedRevision();
            return new Result.Done<>(0);
        }
        Optional<Result<Integer>> fault = fault(applyFaults);
        if (fault.isPresent()) {
            return fault.get();
        }
        drift = Optional.empty();
        appliedRevision = rollout.wantedRevision();
        route = rollout.wanted();
        routeWrites.add(route.orElseThrow().toString());
        Optional<Result<Integer>> lost = fault(lostAnswers);
        return lost.orElse(new Result.Done<>(1));
    }
}
