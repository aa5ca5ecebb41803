package dev.tidegate.core.selection;

import java.util.function.IntUnaryOperator;
import java.util.random.RandomGenerator;

/**
 * Draws two candidates and picks the one with fewer active requests: Envoy's least request for
 * candidates of equal weight, and Istio's default.
 *
 * <p>Formula: two independent draws, each even over all candidates whose weight is not 0 (weights
 * say no more than that); the second wins only when it has fewer active requests.
 *
 * <p>Guarantee: {@code n} requests that never end, given to {@code n} candidates, load none with
 * more than {@code ln ln n / ln 2 + O(1)}, with high probability: 3 for 10,000, once in twenty
 * times 4, where one random draw gives 6 to 8 in 98.6 % of all runs.
 *
 * <p>Cost: a pick takes constant time and reads two loads; 4 bytes a candidate. Holds no state of
 * its own, hence safe for concurrent callers; what they do between a pick and the load's growth is
 * the usual race and costs only balance. On a change of candidates the loads stay with whoever
 * counts them, see {@link Pool}.
 *
 * @see <a href="https://doi.org/10.1109/71.963420">M. Mitzenmacher, The power of two choices in
 *     randomized load balancing, IEEE TPDS 12(10), 2001</a>
 */
public final class PowerOfTwoChoices implements Selector {

    private final int[] all;
    private final IntUnaryOperator active;

    /**
     * A selector by load.
     *
     * @param active the number of a candidate's active requests, by its index
     */
    public PowerOfTwoChoices(Candidates candidates, IntUnaryOperator active) {
        this.all = candidates.positive();
        this.active = active;
    }

    @Override
    public int pick(long key, RandomGenerator random) {
        long bits = random.nextLong();
        int one = all[(int) Math.unsignedMultiplyHigh(bits, all.length)];
        int other = all[(int) Math.unsignedMultiplyHigh(bits * all.length, all.length)];
        return active.applyAsInt(other) < active.applyAsInt(one) ? other : one;
    }
}
