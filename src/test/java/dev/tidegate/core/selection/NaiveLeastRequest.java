package dev.tidegate.core.selection;

import java.util.function.IntUnaryOperator;
import java.util.random.RandomGenerator;

/** Weighted least request by search: each deadline is one period at the load of its pick later. */
final class NaiveLeastRequest implements Selector {

    private final Candidates candidates;
    private final IntUnaryOperator active;
    private final double bias;
    private final double[] deadlines;
    private final long[] queued;
    private long picks;

    NaiveLeastRequest(Candidates candidates, IntUnaryOperator active, double bias) {
        this.candidates = candidates;
        this.active = active;
        this.bias = bias;
        this.deadlines = new double[candidates.size()];
        this.queued = new long[candidates.size()];
        for (int i = 0; i < deadlines.length; i++) {
            queue(i);
        }
    }

    private void queue(int i) {
        deadlines[i] += Math.pow(active.applyAsInt(i) + 1.0, bias) / candidates.weights().get(i);
        queued[i] = ++picks;
    }

    @Override
    public int pick(long key, RandomGenerator random) {
        int best = -1;
        for (int i = 0; i < deadlines.length; i++) {
            if (candidates.weights().get(i) > 0 && (best < 0 || before(i, best))) {
                best = i;
            }
        }
        queue(best);
        return best;
    }

    private boolean before(int a, int b) {
        return deadlines[a] != deadlines[b] ? deadlines[a] < deadlines[b] : queued[a] < queued[b];
    }
}
