package dev.tidegate.core.distribution.selection;

import dev.tidegate.core.distribution.Ratio;

import java.util.List;
import java.util.function.Function;
import java.util.function.IntSupplier;

/**
 * Plays the endless sequence of a round robin to many callers at once.
 *
 * <p>A round robin over weights that are reduced to the smallest whole numbers repeats itself after
 * as many picks as they sum to. Up to {@link #MAX_CYCLE} that cycle is computed beforehand: a pick
 * is then one atomic increment and one array read, and the callers together get the sequence to the
 * letter. A longer one is computed pick by pick under a lock, and begins at its start.
 */
final class Rotation {

    /** The longest cycle computed beforehand: 256 KiB. */
    static final int MAX_CYCLE = 1 << 16;

    private final Turns turns;
    private final IntSupplier sequence;
    private final int[] cycle;

    /**
     * A rotation.
     *
     * @param algorithm makes the sequence of given reduced weights, at its start
     */
    Rotation(Candidates candidates, Turns turns, Function<List<Long>, IntSupplier> algorithm) {
        List<Long> weights = Ratio.reduced(candidates.weights());
        this.turns = turns;
        this.sequence = algorithm.apply(weights);
        long length = weights.stream().mapToLong(Long::longValue).sum();
        this.cycle = new int[length > MAX_CYCLE ? 0 : (int) length];
        for (int i = 0; i < cycle.length; i++) {
            cycle[i] = sequence.getAsInt();
        }
    }

    int next() {
        int[] all = cycle;
        if (all.length > 1) {
            return all[turns.next(all.length)];
        }
        if (all.length == 1) {
            return all[0];
        }
        synchronized (sequence) {
            return sequence.getAsInt();
        }
    }
}
