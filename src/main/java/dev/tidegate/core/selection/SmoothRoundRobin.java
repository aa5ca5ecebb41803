package dev.tidegate.core.selection;

import java.util.random.RandomGenerator;

/**
 * Weighted round robin that spreads each candidate's picks, as nginx does: weights 5, 1, 1 give a a
 * b a c a a.
 *
 * <p>Formula: every candidate has a current value, at first 0. For a pick each value grows by its
 * candidate's weight; the largest is picked, of equal ones the first; the sum of the weights is
 * subtracted from the picked one's value.
 *
 * <p>Guarantee: each run of as many picks as the reduced weights sum to, {@code W}, holds each
 * candidate exactly as often as its weight says. After any number of picks a count differs from its
 * ideal share by at most 0.5 with two candidates and by less than 1 with three; from five up it can
 * pass 1 (60, 1, 1, 3, 53: 1.07). Weights with {@code W > 65,536} are rounded to about that sum,
 * each to at least 1.
 *
 * <p>Cost: a pick takes constant time and no lock, with 4 bytes for each place of the cycle;
 * building takes O(W · d), where {@code d ≤ √(2W)} is the number of distinct weights: candidates of
 * one weight always take turns in their order, so the next of each weight stands for all of them.
 * Safe for concurrent callers. On a change of weights the position goes on, see {@link
 * CyclePosition}.
 *
 * @see <a
 *     href="https://github.com/nginx/nginx/blob/master/src/http/ngx_http_upstream_round_robin.c">
 *     nginx, ngx_http_upstream_get_peer</a>
 */
public final class SmoothRoundRobin implements Selector {

    private final Rotation rotation;

    /** A round robin that goes on where {@code turns} are. */
    public SmoothRoundRobin(Candidates candidates, CyclePosition turns) {
        rotation = new Rotation(candidates, turns, SmoothSequence::new);
    }

    @Override
    public int pick(long key, RandomGenerator random) {
        return rotation.next();
    }
}
