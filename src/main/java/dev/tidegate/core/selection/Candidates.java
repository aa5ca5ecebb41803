package dev.tidegate.core.selection;

import dev.tidegate.core.distribution.Distribution;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * What can be picked: versions or endpoints, each with a name and a weight. Only the ratio of the
 * weights counts.
 *
 * @param names distinct, in an order that selectors use to settle ties; hashing selectors place a
 *     candidate by its name
 * @param weights zero or more each, in the names' order; their sum is 1 to {@link #MAX_TOTAL}
 */
public record Candidates(List<String> names, List<Long> weights) {

    /** The largest sum of weights, 2³² − 1: what Envoy allows too. */
    public static final long MAX_TOTAL = 0xFFFF_FFFFL;

    public Candidates {
        names = List.copyOf(names);
        weights = List.copyOf(weights);
        if (names.size() != weights.size()) {
            throw new IllegalArgumentException(
                    "candidates: %d names and %d weights; give one weight for each name"
                            .formatted(names.size(), weights.size()));
        }
        Set<String> known = new HashSet<>();
        long sum = 0;
        for (int i = 0; i < names.size(); i++) {
            if (!known.add(names.get(i))) {
                throw new IllegalArgumentException(
                        "candidates[%d]: \"%s\" is there already; give each candidate once"
                                .formatted(i, names.get(i)));
            }
            sum = plus(sum, names.get(i), weights.get(i));
        }
        if (sum == 0) {
            throw new IllegalArgumentException(
                    "weights: %s sum to 0; give at least one more than 0".formatted(weights));
        }
    }

    private static long plus(long sum, String name, long weight) {
        if (weight < 0) {
            throw new IllegalArgumentException(
                    "weight of \"%s\": %d is negative; use 0 or more".formatted(name, weight));
        }
        if (weight > MAX_TOTAL - sum) {
            throw new IllegalArgumentException(
                    "weight of \"%s\": with %d the sum of the weights exceeds %d; use smaller ones of the same ratio"
                            .formatted(name, weight, MAX_TOTAL));
        }
        return sum + weight;
    }

    /** Candidates in the map's order. */
    public static Candidates of(Map<String, Long> weights) {
        return new Candidates(new ArrayList<>(weights.keySet()), new ArrayList<>(weights.values()));
    }

    /** The versions of a distribution, in its order. */
    public static Candidates of(Distribution distribution) {
        return new Candidates(
                distribution.weights().keySet().stream().map(v -> v.name()).toList(),
                distribution.weights().values().stream().map(w -> (long) w.basisPoints()).toList());
    }

    /** How many there are, those of weight 0 included. */
    public int size() {
        return names.size();
    }

    /** The sum of the weights. */
    public long total() {
        return weights.stream().mapToLong(Long::longValue).sum();
    }

    /** The indices of those that can be picked. */
    int[] positive() {
        return IntStream.range(0, size()).filter(i -> weights.get(i) > 0).toArray();
    }
}
