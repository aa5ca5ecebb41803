package dev.tidegate.core.selection;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntSupplier;

/** The sequence of {@link SmoothRoundRobin}, pick by pick. */
final class SmoothSequence implements IntSupplier {
    private final List<SmoothPeers> all;
    private final long total;

    SmoothSequence(List<Long> weights) {
        Map<Long, List<Integer>> byWeight = new LinkedHashMap<>();
        for (int i = 0; i < weights.size(); i++) {
            if (weights.get(i) > 0) {
                byWeight.computeIfAbsent(weights.get(i), w -> new ArrayList<>()).add(i);
            }
        }
        all =
                byWeight.entrySet().stream()
                        .map(e -> new SmoothPeers(e.getKey(), e.getValue()))
                        .toList();
        total = weights.stream().mapToLong(Long::longValue).sum();
    }

    @Override
    public int getAsInt() {
        SmoothPeers best = all.getFirst();
        best.value += best.weight;
        for (int i = 1; i < all.size(); i++) {
            SmoothPeers other = all.get(i);
            other.value += other.weight;
            if (other.value > best.value
                    || (other.value == best.value && other.first() < best.first())) {
                best = other;
            }
        }
        return best.pick(total);
    }
}
