package dev.tidegate.core.distribution;

import java.util.List;

/** The smallest whole numbers in the ratio of others, by their greatest common divisor (Euclid). */
public final class Ratio {

    private Ratio() {}

    /**
     * Divides {@code numbers} by their greatest common divisor: 60, 30 and 0 become 2, 1 and 0. All
     * zeros stay as they are.
     *
     * @param numbers zero or more each
     * @throws IllegalArgumentException when a number is negative
     */
    public static List<Long> reduced(List<Long> numbers) {
        long divisor = 0;
        for (long number : numbers) {
            if (number < 0) {
                throw new IllegalArgumentException(
                        "ratio: %d in %s is negative; use 0 or more".formatted(number, numbers));
            }
            divisor = gcd(divisor, number);
        }
        long by = Math.max(1, divisor);
        return numbers.stream().map(number -> number / by).toList();
    }

    private static long gcd(long a, long b) {
        return b == 0 ? a : gcd(b, a % b);
    }
}
