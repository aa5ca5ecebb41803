package dev.tidegate.core.selection;

import dev.tidegate.core.distribution.Apportionment;
import dev.tidegate.core.distribution.Ratio;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntSupplier;

/**
 * Plays the endless sequence of a round robin to many callers at once.
 *
 * <p>A round robin over weights that are reduced to the smallest whole numbers repeats itself after
 * as many picks as they sum to. That cycle is computed beforehand: a pick is one atomic increment
 * and one array read, and the callers together get the sequence to the letter.
 *
 * <p>Weights whose cycle is longer than {@link #MAX_CYCLE} are rounded: apportioned to a sum of
 * {@link #MAX_CYCLE}, with at least 1 for whoever has weight, so that nobody starves. Only then is
 * a share inexact, by less than {@code n / 65,536} for {@code n} candidates; and the cycle as long
 * as {@link #MAX_CYCLE} plus one place for each of those raised to 1.
 */
final class Rotation {

    /** The longest cycle that is exact: 256 KiB. */
    static final int MAX_CYCLE = 1 << 16;

    private final CyclePosition turns;
    private final int[] cycle;

    /**
     * A rotation.
     *
     * @param algorithm makes the sequence of given reduced weights, at its start
     */
    Rotation(
            Candidates candidates,
            CyclePosition turns,
            Function<List<Long>, IntSupplier> algorithm) {
        List<Long> weights = playable(Ratio.reduced(candidates.weights()));
        IntSupplier sequence = algorithm.apply(weights);
        this.turns = turns;
        this.cycle = new int[(int) sum(weights)];
        for (int i = 0; i < cycle.length; i++) {
            cycle[i] = sequence.getAsInt();
        }
    }

    /** The weights that are played for reduced ones: themselves, when their cycle is short. */
    static List<Long> playable(List<Long> reduced) {
        if (sum(reduced) <= MAX_CYCLE) {
            return reduced;
        }
        List<Long> rounded = new ArrayList<>(Apportionment.divide(MAX_CYCLE, reduced));
        for (int i = 0; i < rounded.size(); i++) {
            rounded.set(i, Math.max(rounded.get(i), Math.min(1, reduced.get(i))));
        }
        return Ratio.reduced(rounded);
    }

    private static long sum(List<Long> weights) {
        return weights.stream().mapToLong(Long::longValue).sum();
    }

    int next() {
        int[] all = cycle;
        return all.length == 1 ? all[0] : all[turns.next(all.length)];
    }
}
