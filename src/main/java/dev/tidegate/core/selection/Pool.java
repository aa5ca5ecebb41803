package dev.tidegate.core.selection;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.IntUnaryOperator;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * The endpoints that requests are given to now, while weights and the strategy change and endpoints
 * come and go.
 *
 * <p>A pick reads one immutable snapshot, so it sees the endpoints and weights before a change or
 * those after it, never a mixture; it takes no lock of the pool's and allocates nothing. A change
 * builds the next snapshot aside and swaps it in; picks that begin after it returned see it. A
 * request that began before goes on undisturbed with its endpoint. What is carried over, where
 * there is any state:
 *
 * <ul>
 *   <li>the position of a round robin goes on ({@link CyclePosition});
 *   <li>active requests stay with their {@link Endpoint}: one that leaves while it works and comes
 *       back at a later change is still the same, and as busy as it is;
 *   <li>buckets stay with their owner unless they must move ({@link ThresholdBuckets#next});
 *   <li>who waits in {@link WeightedLeastRequest} waits on.
 * </ul>
 *
 * <p>Safe for concurrent callers; changes exclude each other. A change that a selector refuses
 * changes nothing.
 */
public final class Pool {

    private final CyclePosition turns = new CyclePosition();

    /** Those of the snapshot, and those that left it and still worked at the last change. */
    private final Map<String, Endpoint> known = new HashMap<>();

    private volatile Snapshot now;

    /** A pool that picks from {@code candidates} by selectors that {@code factory} makes. */
    public Pool(SelectorFactory factory, Candidates candidates) {
        Endpoint[] endpoints = endpoints(candidates);
        now = new Snapshot(factory, endpoints, factory.over(candidates, turns, active(endpoints)));
        remember(endpoints);
    }

    /**
     * Picks an endpoint and begins a request there, which {@link Endpoint#end} ends. A change of
     * candidates comes before both or after both: one that has left and been forgotten since it was
     * picked is left alone, and another one picked of those that are there now.
     */
    public Endpoint begin(long key, RandomGenerator random) {
        Endpoint picked = pick(key, random);
        while (!picked.begin()) {
            picked = pick(key, random);
        }
        return picked;
    }

    /** Picks an endpoint and begins nothing; see {@link Selector#pick} for the arguments. */
    public Endpoint pick(long key, RandomGenerator random) {
        Snapshot all = now;
        return all.endpoints[all.selector.pick(key, random)];
    }

    /** Replaces the candidates and weights; an endpoint stays when its name does. */
    public synchronized void change(Candidates candidates) {
        change(now.factory, candidates);
    }

    /** Replaces the strategy too. */
    public synchronized void change(SelectorFactory factory, Candidates candidates) {
        Endpoint[] endpoints = endpoints(candidates);
        Supplier<Selector> fresh = () -> factory.over(candidates, turns, active(endpoints));
        Selector next =
                factory.equals(now.factory) ? now.selector.next(candidates, fresh) : fresh.get();
        now = new Snapshot(factory, endpoints, next);
        remember(endpoints);
        Set<String> named = Set.copyOf(candidates.names());
        known.values().removeIf(e -> !named.contains(e.name()) && e.forget());
    }

    private Endpoint[] endpoints(Candidates candidates) {
        return candidates.names().stream().map(this::endpoint).toArray(Endpoint[]::new);
    }

    private Endpoint endpoint(String name) {
        Endpoint endpoint = known.get(name);
        return endpoint == null ? new Endpoint(name) : endpoint;
    }

    private void remember(Endpoint[] endpoints) {
        for (Endpoint endpoint : endpoints) {
            known.put(endpoint.name(), endpoint);
        }
    }

    private static IntUnaryOperator active(Endpoint[] endpoints) {
        return index -> endpoints[index].active();
    }

    @Override
    public String toString() {
        return Arrays.toString(now.endpoints);
    }

    private static final class Snapshot {
        private final SelectorFactory factory;
        private final Endpoint[] endpoints;
        private final Selector selector;

        Snapshot(SelectorFactory factory, Endpoint[] endpoints, Selector selector) {
            this.factory = factory;
            this.endpoints = endpoints;
            this.selector = selector;
        }
    }
}
