package dev.tidegate.core.selection;

import java.util.List;

/** The candidates of one weight. Those before {@code next} are a whole behind its value. */
final class SmoothPeers {
    final long weight;
    private final int[] members;
    private int next;
    long value;

    SmoothPeers(long weight, List<Integer> members) {
        this.weight = weight;
        this.members = members.stream().mapToInt(Integer::intValue).toArray();
    }

    int first() {
        return members[next];
    }

    int pick(long total) {
        int picked = members[next++];
        if (next == members.length) {
            next = 0;
            value -= total;
        }
        return picked;
    }
}
