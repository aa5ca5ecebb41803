package dev.tidegate.core.selection;

import java.util.random.RandomGenerator;

/**
 * Weighted round robin by deadlines, as Envoy does: weights 5, 1, 1 give a a a a b c a.
 *
 * <p>Formula: the {@code k}-th pick of a candidate of weight {@code w} is due at {@code k / w}; the
 * earliest due is picked. Of those due together the one that waits longest comes first, which is
 * the one of smaller weight, and of equal weights the first. Deadlines are compared as fractions,
 * so nothing depends on rounding.
 *
 * <p>Guarantee: each run of as many picks as the reduced weights sum to, {@code W}, holds each
 * candidate exactly as often as its weight says. With two candidates a count differs from its ideal
 * share by less than 1 after any number of picks. Weights with {@code W > 65,536} are rounded to
 * about that sum, each to at least 1.
 *
 * <p>Cost: a pick takes constant time and no lock, with 4 bytes for each place of the cycle;
 * building takes O(W · log n). Safe for concurrent callers. On a change of weights the position
 * goes on, see {@link CyclePosition}; Envoy begins anew. For weights that follow the load see
 * {@link WeightedLeastRequest}.
 *
 * @see <a
 *     href="https://github.com/envoyproxy/envoy/blob/main/source/common/upstream/edf_scheduler.h">
 *     Envoy, EdfScheduler</a>
 */
public final class EarliestDeadlineFirst implements Selector {

    private final Rotation rotation;

    /** A schedule that goes on where {@code turns} are. */
    public EarliestDeadlineFirst(Candidates candidates, CyclePosition turns) {
        rotation = new Rotation(candidates, turns, DeadlineSequence::new);
    }

    @Override
    public int pick(long key, RandomGenerator random) {
        return rotation.next();
    }
}
