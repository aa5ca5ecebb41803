package dev.tidegate.core.distribution.selection;

import java.util.List;
import java.util.function.IntSupplier;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

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
 * share by less than 1 after any number of picks.
 *
 * <p>Cost: a pick takes constant time and no lock while {@code W ≤ 65,536}, with 4 bytes for each
 * place of the cycle; a longer cycle takes a lock and O(log n). Building takes O(W · log n). Safe
 * for concurrent callers. On a change of weights the position goes on, see {@link Turns}; Envoy
 * begins anew. For weights that follow the load see {@link WeightedLeastRequest}.
 *
 * @see <a
 *     href="https://github.com/envoyproxy/envoy/blob/main/source/common/upstream/edf_scheduler.h">
 *     Envoy, EdfScheduler</a>
 */
public final class EarliestDeadlineFirst implements Selector {

    private final Rotation rotation;

    /** A schedule that begins at its start. */
    public EarliestDeadlineFirst(Candidates candidates) {
        this(candidates, new Turns());
    }

    /** A schedule that goes on where {@code turns} are. */
    public EarliestDeadlineFirst(Candidates candidates, Turns turns) {
        rotation = new Rotation(candidates, turns, Sequence::new);
    }

    @Override
    public int pick(long key, RandomGenerator random) {
        return rotation.next();
    }

    private static final class Sequence implements IntSupplier {
        private final long[] weights;

        /** Which pick of a candidate is due next, counted from 1 in each cycle. */
        private final long[] due;

        private final long total;
        private final DeadlineQueue queue;
        private long picked;

        Sequence(List<Long> weights) {
            this.weights = weights.stream().mapToLong(Long::longValue).toArray();
            this.total = weights.stream().mapToLong(Long::longValue).sum();
            this.due = IntStream.range(0, weights.size()).mapToLong(i -> 1).toArray();
            int[] all = IntStream.range(0, due.length).filter(i -> weights.get(i) > 0).toArray();
            this.queue = new DeadlineQueue(all, this::before);
        }

        private boolean before(int a, int b) {
            long left = due[a] * weights[b];
            long right = due[b] * weights[a];
            if (left != right) {
                return left < right;
            }
            return weights[a] != weights[b] ? weights[a] < weights[b] : a < b;
        }

        @Override
        public int getAsInt() {
            int first = queue.first();
            due[first]++;
            queue.settle();
            if (++picked == total) {
                picked = 0;
                for (int i = 0; i < due.length; i++) {
                    due[i] -= weights[i];
                }
            }
            return first;
        }
    }
}
