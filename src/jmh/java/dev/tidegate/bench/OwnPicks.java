package dev.tidegate.bench;

import dev.tidegate.core.distribution.selection.Candidates;
import dev.tidegate.core.distribution.selection.Selector;
import dev.tidegate.core.distribution.selection.Strategy;
import dev.tidegate.core.distribution.selection.Turns;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/** Our selectors as picks. */
final class OwnPicks {

    private OwnPicks() {}

    /** Picks by the strategy of a name, weighted as {@link #weight} says. */
    static Pick of(String strategy, int size) {
        Selector selector = selector(strategy, weighted(size));
        String[] names = weighted(size).names().toArray(String[]::new);
        return key -> names[selector.pick(key, ThreadLocalRandom.current())];
    }

    /** The same without weights: {@code leastRequest} is two choices then. */
    static Pick even(String strategy, int size) {
        Candidates all = weighted(size);
        Candidates even = new Candidates(all.names(), all.weights().stream().map(w -> 1L).toList());
        Selector selector = selector(strategy, even);
        String[] names = even.names().toArray(String[]::new);
        return key -> names[selector.pick(key, ThreadLocalRandom.current())];
    }

    static Selector selector(String strategy, Candidates candidates) {
        int[] active = new int[candidates.size()];
        return Strategy.of(strategy).over(candidates, new Turns(), i -> active[i]);
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
