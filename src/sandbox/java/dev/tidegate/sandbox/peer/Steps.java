package dev.tidegate.sandbox.peer;

import java.util.Arrays;
import java.util.List;

/**
 * Weights that are held for the same time each.
 *
 * @param weights of the canary, in percent
 * @param hold seconds at each
 */
record Steps(List<Integer> weights, int hold) {

    private static final double PERCENT = 100;

    Steps {
        weights = List.copyOf(weights);
    }

    static Steps of(int hold, Integer... percent) {
        return new Steps(Arrays.asList(percent), hold);
    }

    /** What is due at a second of the release, when nothing hinders it. */
    Peer.Move at(int second) {
        int step = second / hold;
        return step < weights.size()
                ? new Peer.Move.Split(weights.get(step) / PERCENT)
                : new Peer.Move.Promote();
    }
}
