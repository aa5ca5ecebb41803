package dev.tidegate.core.selection;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntUnaryOperator;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * Weighted round robin whose weights shrink with the load: Envoy's least request for candidates of
 * different weights.
 *
 * <p>Formula: a candidate of weight {@code w} with {@code a} active requests has the effective
 * weight {@code w / (a + 1)^bias}. The earliest deadline is picked, of equal ones the one that
 * waits longest; its next deadline is {@code 1 / effective weight} later. The load that counts is
 * the one at the pick, without the request that it is for: requests that end later bring no
 * deadline forward. A bias of 0 ignores the load and is {@link EarliestDeadlineFirst} up to
 * rounding; 1 is Envoy's default; more turns harder against load.
 *
 * <p>Guarantee: as long as the loads stay as they are, counts are in the ratio of the effective
 * weights, each within 1 of it for two candidates.
 *
 * <p>Cost: a pick takes O(log n) under a lock that callers share: the pick and the next deadline
 * are one step, or two callers would get one candidate for one deadline. 20 bytes a candidate. Safe
 * for concurrent callers.
 *
 * <p>On a change who stays keeps the part of its turn that it has waited: what remains until its
 * deadline is scaled by old weight / new weight, so that changes, however frequent, starve nobody.
 * A newcomer begins a full period later, and so does who had weight 0 or was away. The loads stay
 * with whoever counts them, see {@link Pool}.
 *
 * <p>The limit: weights that change as often as picks are made, and in step with them, give a share
 * that is a little off for good: 5, 1, 1 and 4, 3, 2 in turn at every pick give the first 55.3 %
 * instead of 57.9 %. A pick from the selector before, by a caller that a change overtakes, counts
 * for nothing in the next one. Deadlines are lost while {@link PowerOfTwoChoices} stands in, as
 * {@link Strategy#LEAST_REQUEST} has it for equal weights; it draws, so nobody starves there.
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

    private final List<String> names;
    private final long[] weights;
    private final IntUnaryOperator active;
    private final double bias;
    private final double[] deadlines;

    /** When a candidate was queued, as a count; settles ties. */
    private final long[] queued;

    private final DeadlineQueue queue;
    private long picks;

    /** The deadline of the last pick. */
    private double now;

    /**
     * How somebody waits.
     *
     * @param turns what remains until the deadline, times the weight: 1 is a turn of an idle one
     * @param queued when it was queued, before all that are queued from now on
     */
    private record Waiting(double turns, long queued) {}

    /**
     * A selector by load and weight.
     *
     * @param active the number of a candidate's active requests, by its index
     * @param bias 0 to {@link #MAX_BIAS}
     */
    public WeightedLeastRequest(Candidates candidates, IntUnaryOperator active, double bias) {
        this(candidates, active, bias, Map.of());
    }

    private WeightedLeastRequest(
            Candidates candidates,
            IntUnaryOperator active,
            double bias,
            Map<String, Waiting> waiting) {
        if (!(bias >= 0 && bias <= MAX_BIAS)) {
            throw new IllegalArgumentException(
                    "active request bias: %s is out of range; use 0 to %s"
                            .formatted(bias, MAX_BIAS));
        }
        this.names = candidates.names();
        this.weights = candidates.weights().stream().mapToLong(Long::longValue).toArray();
        this.active = active;
        this.bias = bias;
        this.deadlines = new double[weights.length];
        this.queued = new long[weights.length];
        int[] all = candidates.positive();
        for (int i : all) {
            Waiting before = waiting.get(names.get(i));
            queued[i] = before == null ? ++picks : before.queued;
            deadlines[i] = before == null ? period(i) : before.turns / weights[i];
        }
        this.queue = new DeadlineQueue(all, this::before);
    }

    @Override
    public Selector next(Candidates candidates, Supplier<Selector> fresh) {
        Selector next = fresh.get();
        return next instanceof WeightedLeastRequest other
                ? new WeightedLeastRequest(candidates, other.active, other.bias, waiting())
                : next;
    }

    private synchronized Map<String, Waiting> waiting() {
        Map<String, Waiting> waiting = new HashMap<>();
        for (int i = 0; i < weights.length; i++) {
            if (weights[i] > 0) {
                double turns = (deadlines[i] - now) * weights[i];
                waiting.put(names.get(i), new Waiting(turns, queued[i] - picks));
            }
        }
        return waiting;
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
        now = deadlines[first];
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
