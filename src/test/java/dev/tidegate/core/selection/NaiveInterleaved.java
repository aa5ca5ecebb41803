package dev.tidegate.core.selection;

import java.math.BigInteger;
import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;

/** Interleaved weighted round robin as the LVS page writes it, with the divisor of the weights. */
final class NaiveInterleaved implements Selector {

    private final List<Long> weights;
    private final long divisor;
    private int i = -1;
    private long cw;

    NaiveInterleaved(Candidates candidates) {
        weights = candidates.weights();
        divisor =
                weights.stream()
                        .map(BigInteger::valueOf)
                        .reduce(BigInteger.ZERO, BigInteger::gcd)
                        .longValueExact();
    }

    @Override
    public int pick(long key, RandomGenerator random) {
        while (true) {
            i = (i + 1) % weights.size();
            if (i == 0) {
                cw = cw - divisor;
                if (cw <= 0) {
                    cw = Collections.max(weights);
                }
            }
            if (weights.get(i) >= cw) {
                return i;
            }
        }
    }
}
