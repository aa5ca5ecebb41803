package dev.tidegate.core.distribution.selection;

import java.util.function.IntUnaryOperator;
import java.util.random.RandomGenerator;

/**
 * Weighted round robin whose weights shrink with the load: Envoy's least request for candidates of
 * different weights.
 *
 * <p>Formula: a candidate of weight {@code w} with {@code a} active requests has the effective
 * weight {@code w / (a + 1)^bias}. The earliest deadline is picked, of equal ones the one that
 * waits longest; its next deadline is {@code 1 / effective weight} later, with the load of that
 * moment. A bias of 0 ignores the load and is {@link EarliestDeadlineFirst}; 1 is Envoy's default;
 * more turns harder against load.
 *
 * <p>Guarantee: as long as the loads stay as they are, counts are in the ratio of the effective
 * weights, each within 1 of it for two candidates.
 *
 * <p>Cost: a pick takes O(log n) under a lock that callers share: the pick and the next deadline
 * are one step, or two callers would get one candidate for one deadline. 20 bytes a candidate. Safe
 * for concurrent callers. On a change of candidates it begins anew, while the loads stay with
 * whoever counts them, see {@link Pool}.
 *
 * @see <a
 *     href="https://www.envoyproxy.io/docs/envoy/latest/intro/arch_overview/upstream/load_balancing/load_balancers#weighted-least-request">
 *     Envoy, weighted least request</a>
 */
public final class WeightedLeastRequest implements Selector {

    /** The largest bias. */
    public static final double MAX_BIAS = 16;

    /** Deadlines beyond this are all set back, so that adding to them stays exact enough. */
    private static final double HORIZON = 1 << 20;

    private final long[] weights;
    private final IntUnaryOperator active;
    private final double bias;
    private final double[] deadlines;

    /** When a candidate was queued, as a count; settles ties. */
    private final long[] queued;

    private final DeadlineQueue queue;
    private long picks;

    /**
     * A selector by load and weight.
     *
     * @param active the number of a candidate's active requests, by its index
     * @param bias 0 to {@link #MAX_BIAS}
     */
    public WeightedLeastRequest(Candidates candidates, IntUnaryOperator active, double bias) {
        if (!(bias >= 0 && bias <= MAX_BIAS)) {
            throw new IllegalArgumentException(
                    "active request bias: %s is out of range; use 0 to %s"
                            .formatted(bias, MAX_BIAS));
        }
        this.weights = candidates.weights().stream().mapToLong(Long::longValue).toArray();
        this.active = active;
        this.bias = bias;
        this.deadlines = new double[weights.length];
        this.queued = new long[weights.length];
        int[] all = candidates.positive();
        for (int i : all) {
            queued[i] = ++picks;
            deadlines[i] = period(i);
        }
        this.queue = new DeadlineQueue(all, this::before);
    }

    private boolean before(int a, int b) {
        return deadlines[a] != deadlines[b] ? deadlines[a] < deadlines[b] : queued[a] < queued[b];
    }

    private double period(int candidate) {
        double load = active.applyAsInt(candidate) + 1.0;
        return (bias == 1 ? load : Math.pow(load, bias)) / weights[candidate];
    }

    @Override
    public synchronized int pick(long key, RandomGenerator random) {
        int first = queue.first();
        double now = deadlines[first];
        if (now > HORIZON) {
            for (int i = 0; i < deadlines.length; i++) {
                deadlines[i] -= now;
            }
            now = 0;
        }
        deadlines[first] = now + period(first);
        queued[first] = ++picks;
        queue.settle();
        return first;
    }
}
