package dev.tidegate.core.distribution;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Divides a whole number in a given ratio by largest remainder (Hamilton's method).
 *
 * <p>Each part first gets the floor of its exact share; what is left over goes, one each, to the
 * parts with the largest remainders. Of equal remainders the earlier part comes first, so the
 * result depends on the order of the weights and on nothing else. Guarantees: the parts sum exactly
 * to the total, each differs from its exact share by less than 1, and a weight of 0 gets 0.
 * Products are computed without overflow for every {@code long}.
 */
public final class Apportionment {

    private Apportionment() {}

    /**
     * Divides {@code total} in the ratio of {@code weights}.
     *
     * @param total zero or more
     * @param weights zero or more each, not all zero, with a sum that fits a long
     * @return the parts, in the weights' order
     * @throws IllegalArgumentException when a number is negative, or the weights sum to zero or to
     *     more than a long holds
     */
    public static List<Long> divide(long total, List<Long> weights) {
        long sum = 0;
        for (long weight : weights) {
            require("weight", weight);
            if (weight > Long.MAX_VALUE - sum) {
                throw new IllegalArgumentException(
                        "weight: with %d the sum of %s exceeds %d; use smaller ones of the same ratio"
                                .formatted(weight, weights, Long.MAX_VALUE));
            }
            sum += weight;
        }
        require("total", total);
        if (sum == 0) {
            throw new IllegalArgumentException(
                    "weights: %s sum to 0; give at least one more than 0".formatted(weights));
        }
        List<Long> parts = new ArrayList<>();
        List<Remainder> remainders = new ArrayList<>();
        long left = total;
        for (long weight : weights) {
            BigInteger[] exact =
                    BigInteger.valueOf(total)
                            .multiply(BigInteger.valueOf(weight))
                            .divideAndRemainder(BigInteger.valueOf(sum));
            remainders.add(new Remainder(parts.size(), exact[1].longValueExact()));
            parts.add(exact[0].longValueExact());
            left -= exact[0].longValueExact();
        }
        remainders.sort(Comparator.comparingLong(Remainder::size).reversed());
        for (Remainder next : remainders.subList(0, Math.toIntExact(left))) {
            parts.set(next.index(), parts.get(next.index()) + 1);
        }
        return List.copyOf(parts);
    }

    private static void require(String name, long value) {
        if (value < 0) {
            throw new IllegalArgumentException(
                    "%s: %d is negative; use 0 or more".formatted(name, value));
        }
    }

    private record Remainder(int index, long size) {}
}
