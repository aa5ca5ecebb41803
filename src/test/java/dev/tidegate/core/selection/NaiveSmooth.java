package dev.tidegate.core.selection;

import java.util.List;
import java.util.random.RandomGenerator;

/** Smooth weighted round robin as nginx writes it: every candidate's value at every pick. */
final class NaiveSmooth implements Selector {

    private final List<Long> weights;
    private final long[] values;

    NaiveSmooth(Candidates candidates) {
        weights = candidates.weights();
        values = new long[weights.size()];
    }

    @Override
    public int pick(long key, RandomGenerator random) {
        int best = -1;
        long total = 0;
        for (int i = 0; i < values.length; i++) {
            if (weights.get(i) == 0) {
                continue;
            }
            values[i] += weights.get(i);
            total += weights.get(i);
            if (best < 0 || values[i] > values[best]) {
                best = i;
            }
        }
        values[best] -= total;
        return best;
    }
}
