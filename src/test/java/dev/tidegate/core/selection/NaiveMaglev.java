package dev.tidegate.core.selection;

import java.util.Arrays;
import java.util.Collections;
import java.util.random.RandomGenerator;

/**
 * Maglev's table by the pseudocode of the paper, with each candidate's whole permutation, and
 * Envoy's rule for weights: one takes part in a round when its weight times the round has reached
 * its target.
 */
final class NaiveMaglev implements Selector {

    private final int[] entry;

    NaiveMaglev(Candidates candidates, int size) {
        int n = candidates.size();
        long top = Collections.max(candidates.weights());
        int[][] permutation = new int[n][size];
        for (int i = 0; i < n; i++) {
            String name = candidates.names().get(i);
            long offset = Long.remainderUnsigned(XxHash64.of(name), size);
            long skip = Long.remainderUnsigned(XxHash64.of(name, 1), size - 1) + 1;
            for (int j = 0; j < size; j++) {
                permutation[i][j] = (int) ((offset + j * skip) % size);
            }
        }
        entry = new int[size];
        Arrays.fill(entry, -1);
        int[] next = new int[n];
        long[] target = new long[n];
        int filled = 0;
        for (long round = 1; filled < size; round++) {
            for (int i = 0; i < n && filled < size; i++) {
                long weight = candidates.weights().get(i);
                if (weight == 0 || round * weight < target[i]) {
                    continue;
                }
                target[i] += top;
                while (entry[permutation[i][next[i]]] >= 0) {
                    next[i]++;
                }
                entry[permutation[i][next[i]]] = i;
                filled++;
            }
        }
    }

    @Override
    public int pick(long key, RandomGenerator random) {
        return entry[(int) Long.remainderUnsigned(key, entry.length)];
    }
}
