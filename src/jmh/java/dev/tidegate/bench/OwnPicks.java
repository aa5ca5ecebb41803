package dev.tidegate.bench;

import dev.tidegate.core.selection.Candidates;
import dev.tidegate.core.selection.CyclePosition;
import dev.tidegate.core.selection.Endpoint;
import dev.tidegate.core.selection.Pool;
import dev.tidegate.core.selection.Selector;
import dev.tidegate.core.selection.Strategy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/** Our selectors as picks. */
final class OwnPicks {

    private OwnPicks() {}

    /** Picks by the strategy of a name, weighted as {@link #weight} says. */
    static Pick of(String strategy, int size) {
        return picks(strategy, weighted(size));
    }

    /** The same without weights: {@code leastRequest} is two choices then. */
    static Pick even(String strategy, int size) {
        Candidates all = weighted(size);
        return picks(
                strategy,
                new Candidates(all.names(), all.weights().stream().map(w -> 1L).toList()));
    }

    private static Pick picks(String strategy, Candidates candidates) {
        int[] active = new int[candidates.size()];
        Selector selector =
                Strategy.of(strategy).over(candidates, new CyclePosition(), i -> active[i]);
        String[] names = candidates.names().toArray(String[]::new);
        return key -> names[selector.pick(key, ThreadLocalRandom.current())];
    }

    /** A whole request of the product: the pool picks an endpoint, and counts it in and out. */
    static Pick pooled(String strategy, int size) {
        Pool pool = new Pool(Strategy.of(strategy), weighted(size));
        return key -> {
            Endpoint endpoint = pool.begin(key, ThreadLocalRandom.current());
            endpoint.end();
            return endpoint;
        };
    }

    static Candidates weighted(int size) {
        List<String> names = new ArrayList<>();
        List<Long> weights = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            names.add(host(i));
            weights.add((long) weight(i));
        }
        return new Candidates(names, weights);
    }

    static String host(int i) {
        return "10.0.%d.%d".formatted(i / 250, i % 250);
    }

    /** 1 to 10, in turn. */
    static int weight(int i) {
        return 1 + i % 10;
    }
}
