package dev.tidegate.core.selection;

import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Earliest deadline first by search: the k-th pick of weight w is due at k / w, compared as
 * fractions; of equal ones the one that was queued first, as Envoy's heap keeps them.
 */
final class NaiveDeadlines implements Selector {

    private final List<Long> weights;
    private final long[] due;
    private final long[] queued;
    private long picks;

    NaiveDeadlines(Candidates candidates) {
        weights = candidates.weights();
        due = new long[weights.size()];
        queued = new long[weights.size()];
        for (int i = 0; i < due.length; i++) {
            due[i] = 1;
            queued[i] = ++picks;
        }
    }

    @Override
    public int pick(long key, RandomGenerator random) {
        int best = -1;
        for (int i = 0; i < due.length; i++) {
            if (weights.get(i) > 0 && (best < 0 || before(i, best))) {
                best = i;
            }
        }
        due[best]++;
        queued[best] = ++picks;
        return best;
    }

    private boolean before(int a, int b) {
        int order = Long.compare(due[a] * weights.get(b), due[b] * weights.get(a));
        return order != 0 ? order < 0 : queued[a] < queued[b];
    }
}
