package dev.tidegate.core.selection;

import java.util.List;
import java.util.function.IntSupplier;
import java.util.stream.IntStream;

/** The sequence of {@link EarliestDeadlineFirst}, pick by pick. */
final class DeadlineSequence implements IntSupplier {
    private final long[] weights;

    /** Which pick of a candidate is due next, counted from 1 in each cycle. */
    private final long[] due;

    private final long total;
    private final DeadlineQueue queue;
    private long picked;

    DeadlineSequence(List<Long> weights) {
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
