package dev.tidegate.core.selection;

import java.util.Collections;
import java.util.List;
import java.util.function.IntSupplier;

/**
 * The sequence of {@link InterleavedRoundRobin}, pick by pick, over reduced weights, whose greatest
 * common divisor is 1.
 */
final class InterleavedSequence implements IntSupplier {
    private final long[] weights;
    private final long top;
    private long level;
    private int at = -1;

    InterleavedSequence(List<Long> weights) {
        this.weights = weights.stream().mapToLong(Long::longValue).toArray();
        this.top = Collections.max(weights);
        this.level = top;
    }

    @Override
    public int getAsInt() {
        do {
            if (++at == weights.length) {
                at = 0;
                level = level == 1 ? top : level - 1;
            }
        } while (weights[at] < level);
        return at;
    }
}
