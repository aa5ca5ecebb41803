package dev.tidegate.sandbox;

import java.util.HashMap;
import java.util.Map;

/**
 * How often the mesh drew each subset, by the share that the routes in force gave it. So requests
 * of the moments before and after a change of weights count for the weights that they were drawn
 * by. Safe for concurrent callers.
 */
final class Draws {

    /** Each check fails wrongly once in 10⁷ times, so the few of a run less than once in 10⁶. */
    private static final double LOG_CHANCE = Math.log(2e7);

    private final Map<Key, Count> counts = new HashMap<>();

    private record Key(String subset, double percent) {}

    /**
     * Requests drawn while a subset had a certain share.
     *
     * @param own those that the subset got
     */
    record Count(long all, long own) {
        static final Count NONE = new Count(0, 0);

        Count since(Count earlier) {
            return new Count(all - earlier.all, own - earlier.own);
        }

        private Count plus(boolean mine) {
            return new Count(all + 1, own + (mine ? 1 : 0));
        }

        /**
         * Whether independent draws with a share of {@code percent} may come out so, by Chernoff's
         * bound: {@code k} of {@code n} or more extreme has a chance of at most {@code exp(−n ·
         * D(k/n ‖ share))}, with the relative entropy {@code D}. So 0 and 100 are exact.
         */
        boolean agrees(double percent) {
            double seen = all == 0 ? percent / 100 : (double) own / all;
            double entropy = term(seen, percent / 100) + term(1 - seen, 1 - percent / 100);
            return all * entropy <= LOG_CHANCE;
        }

        private static double term(double seen, double share) {
            return seen == 0 ? 0 : seen * Math.log(seen / share);
        }
    }

    /** A request's subset was drawn by {@code table}. */
    synchronized void count(RouteTable table, String drawn) {
        for (String subset : table.weighted()) {
            counts.merge(
                    new Key(subset, table.percent(subset)),
                    Count.NONE.plus(subset.equals(drawn)),
                    (before, one) -> before.plus(one.own() == 1));
        }
    }

    /** What was counted so far while {@code subset} had {@code percent} of the requests. */
    synchronized Count of(String subset, double percent) {
        return counts.getOrDefault(new Key(subset, percent), Count.NONE);
    }
}
