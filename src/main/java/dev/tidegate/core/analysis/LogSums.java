package dev.tidegate.core.analysis;

/** Sums of numbers of which the logarithms are known; nothing overflows on the way. */
final class LogSums {

    private LogSums() {}

    /** ln(e^a + e^b); minus infinity is the logarithm of nothing. */
    static double add(double a, double b) {
        double larger = Math.max(a, b);
        if (larger == Double.NEGATIVE_INFINITY) {
            return larger;
        }
        return larger + Math.log1p(Math.exp(Math.min(a, b) - larger));
    }

    /** ln of the mean of e^a over all {@code logs}. */
    static double mean(double[] logs) {
        double largest = Double.NEGATIVE_INFINITY;
        for (double log : logs) {
            largest = Math.max(largest, log);
        }
        if (largest == Double.NEGATIVE_INFINITY) {
            return largest;
        }
        double sum = 0;
        for (double log : logs) {
            sum += Math.exp(log - largest);
        }
        return largest + Math.log(sum / logs.length);
    }
}
