package dev.tidegate.adapter.prometheus;

/**
 * What a series was at a time.
 *
 * @param at when it was scraped, in milliseconds since 1970
 * @param value as it was scraped; one that is no number says that the series has ended
 */
record Point(long at, double value) {

    /** Whether it is Prometheus' mark that its series has ended, or no number of another kind. */
    boolean ends() {
        return Double.isNaN(value);
    }

    /** Whether it is a count: any that can be told apart from the next. */
    boolean counts() {
        return value >= 0 && value < 1L << 53;
    }
}
