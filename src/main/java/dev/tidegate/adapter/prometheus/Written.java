package dev.tidegate.adapter.prometheus;

/**
 * How much a request of remote write held.
 *
 * @param samples of counters and the like
 * @param histograms native ones, which are not counted
 */
record Written(long samples, long histograms) {

    static final Written NOTHING = new Written(0, 0);

    /** Both added. */
    Written plus(Written other) {
        return new Written(samples + other.samples, histograms + other.histograms);
    }
}
