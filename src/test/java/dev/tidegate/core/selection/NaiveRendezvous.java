package dev.tidegate.core.selection;

import java.util.random.RandomGenerator;

/** Weighted rendezvous by its formula: a logarithm for each candidate, the highest score wins. */
record NaiveRendezvous(Candidates candidates) implements Selector {

    @Override
    public int pick(long key, RandomGenerator random) {
        int best = -1;
        double highest = 0;
        for (int i = 0; i < candidates.size(); i++) {
            long hash = XxHash64.mix(key ^ XxHash64.of(candidates.names().get(i)));
            double u = ((hash >>> 12) + 0.5) / (1L << 52);
            double score = candidates.weights().get(i) / -Math.log(u);
            if (score > highest) {
                highest = score;
                best = i;
            }
        }
        return best;
    }
}
