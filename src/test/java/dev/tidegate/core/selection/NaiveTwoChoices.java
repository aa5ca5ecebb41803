package dev.tidegate.core.selection;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.random.RandomGenerator;

/**
 * Two choices as the paper says it: one die with a side for each candidate, thrown twice; of both
 * the less loaded. The throws are the first two digits of one draw between 0 and 1, written to the
 * base of the number of sides.
 */
record NaiveTwoChoices(Candidates candidates, IntUnaryOperator active) implements Selector {

    @Override
    public int pick(long key, RandomGenerator random) {
        List<Integer> sides = new ArrayList<>();
        for (int i = 0; i < candidates.size(); i++) {
            if (candidates.weights().get(i) > 0) {
                sides.add(i);
            }
        }
        BigInteger draw = new BigInteger(Long.toUnsignedString(random.nextLong()));
        BigInteger all = BigInteger.valueOf(sides.size());
        int throwsOfBoth = draw.multiply(all.pow(2)).shiftRight(Long.SIZE).intValueExact();
        int one = sides.get(throwsOfBoth / sides.size());
        int other = sides.get(throwsOfBoth % sides.size());
        return active.applyAsInt(one) <= active.applyAsInt(other) ? one : other;
    }
}
