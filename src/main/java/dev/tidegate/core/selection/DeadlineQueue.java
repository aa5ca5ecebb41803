package dev.tidegate.core.selection;

/**
 * A binary heap of candidates whose first is due next. Only the first one's deadline may change, to
 * a later one, followed by {@link #settle}.
 */
final class DeadlineQueue {

    /** Which of two candidates is due first; never equal. */
    @FunctionalInterface
    interface Order {
        boolean before(int candidate, int other);
    }

    private final int[] heap;
    private final Order order;

    DeadlineQueue(int[] candidates, Order order) {
        this.heap = candidates.clone();
        this.order = order;
        for (int parent = heap.length / 2 - 1; parent >= 0; parent--) {
            sink(parent);
        }
    }

    int first() {
        return heap[0];
    }

    /** Puts the first candidate where its new deadline belongs. */
    void settle() {
        sink(0);
    }

    private void sink(int from) {
        int sinking = heap[from];
        int at = from;
        for (int child = 2 * at + 1; child < heap.length; child = 2 * at + 1) {
            if (child + 1 < heap.length && order.before(heap[child + 1], heap[child])) {
                child++;
            }
            if (order.before(sinking, heap[child])) {
                break;
            }
            heap[at] = heap[child];
            at = child;
        }
        heap[at] = sinking;
    }
}
