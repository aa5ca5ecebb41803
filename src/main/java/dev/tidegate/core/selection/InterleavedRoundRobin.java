package dev.tidegate.core.selection;

import java.util.random.RandomGenerator;

/**
 * Weighted round robin in rounds, as Linux Virtual Server does: weights 4, 3, 2 give a a b a b c a
 * b c.
 *
 * <p>Formula: a level falls from the largest weight to the greatest common divisor of all weights
 * by that divisor; on each level the candidates whose weight reaches it are picked in their order.
 * Then it begins again.
 *
 * <p>Guarantee: each run of as many picks as the reduced weights sum to, {@code W}, holds each
 * candidate exactly as often as its weight says. Within it the heaviest comes first, in a row where
 * no other reaches it: with two weights that sum to 100 a count differs by up to 12.7 from its
 * ideal share. Prefer {@link SmoothRoundRobin} where that matters. Weights with {@code W > 65,536}
 * are rounded to about that sum, each to at least 1.
 *
 * <p>Cost: a pick takes constant time and no lock, with 4 bytes for each place of the cycle;
 * building takes O(W · n) at the most. Safe for concurrent callers. On a change of weights the
 * position goes on, see {@link CyclePosition}.
 *
 * @see <a href="http://kb.linuxvirtualserver.org/wiki/Weighted_Round-Robin_Scheduling">LVS,
 *     Weighted Round-Robin Scheduling</a>
 */
public final class InterleavedRoundRobin implements Selector {

    private final Rotation rotation;

    /** A round robin that goes on where {@code turns} are. */
    public InterleavedRoundRobin(Candidates candidates, CyclePosition turns) {
        rotation = new Rotation(candidates, turns, InterleavedSequence::new);
    }

    @Override
    public int pick(long key, RandomGenerator random) {
        return rotation.next();
    }
}
