package dev.tidegate.core.distribution.selection;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntUnaryOperator;
import java.util.random.RandomGenerator;

/**
 * The endpoints that requests are given to now, by one strategy, while weights change and endpoints
 * come and go.
 *
 * <p>A pick reads one immutable snapshot, so it sees the endpoints and weights before a change or
 * those after it, never a mixture; it takes no lock of the pool's and allocates nothing. A change
 * builds the next snapshot aside and swaps it in. What is carried over, where there is any state:
 *
 * <ul>
 *   <li>the position of a round robin goes on ({@link Turns});
 *   <li>active requests stay with their {@link Endpoint};
 *   <li>buckets stay with their owner unless they must move ({@link ThresholdBuckets#next});
 *   <li>{@link WeightedLeastRequest} begins its deadlines anew.
 * </ul>
 *
 * <p>Safe for concurrent callers; changes exclude each other.
 */
public final class Pool {

    private final Strategy strategy;
    private final Turns turns = new Turns();
    private volatile Snapshot now;

    /** A pool that picks from {@code candidates} by {@code strategy}. */
    public Pool(Strategy strategy, Candidates candidates) {
        this.strategy = strategy;
        Endpoint[] endpoints =
                candidates.names().stream().map(Endpoint::new).toArray(Endpoint[]::new);
        this.now = new Snapshot(endpoints, strategy.over(candidates, turns, active(endpoints)));
    }

    /** Picks an endpoint; see {@link Selector#pick} for the arguments. */
    public Endpoint pick(long key, RandomGenerator random) {
        Snapshot all = now;
        return all.endpoints[all.selector.pick(key, random)];
    }

    /** Replaces the candidates and weights; an endpoint stays when its name does. */
    public synchronized void change(Candidates candidates) {
        Map<String, Endpoint> known = new HashMap<>();
        for (Endpoint endpoint : now.endpoints) {
            known.put(endpoint.name(), endpoint);
        }
        Endpoint[] endpoints =
                candidates.names().stream()
                        .map(name -> known.computeIfAbsent(name, Endpoint::new))
                        .toArray(Endpoint[]::new);
        Selector next =
                now.selector instanceof ThresholdBuckets buckets
                        ? buckets.next(candidates)
                        : strategy.over(candidates, turns, active(endpoints));
        now = new Snapshot(endpoints, next);
    }

    private static IntUnaryOperator active(Endpoint[] endpoints) {
        return index -> endpoints[index].active();
    }

    @Override
    public String toString() {
        return strategy.title() + " over " + Arrays.toString(now.endpoints);
    }

    private static final class Snapshot {
        private final Endpoint[] endpoints;
        private final Selector selector;

        Snapshot(Endpoint[] endpoints, Selector selector) {
            this.endpoints = endpoints;
            this.selector = selector;
        }
    }
}
