package dev.tidegate.sandbox.traffic;

import java.util.HashMap;
import java.util.Map;

/**
 * How often each destination was drawn, by the share that the routes in force gave it. So requests
 * of the moments before and after a change of weights count for the weights that they were drawn
 * by. Safe for concurrent callers.
 */
public final class Draws {

    /** Each check fails wrongly once in 10⁷ times, so the few of a run less than once in 10⁶. */
    private static final double LOG_CHANCE = Math.log(2e7);

    private final Map<Key, Count> counts = new HashMap<>();

    private record Key(String destination, double percent) {}

    /**
     * Requests drawn while a destination had a certain share.
     *
     * @param own those that it got
     */
    public record Count(long all, long own) {
        public static final Count NONE = new Count(0, 0);

        /** Those after {@code earlier}. */
        public Count since(Count earlier) {
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
        public boolean agrees(double percent) {
            double seen = all == 0 ? percent / 100 : (double) own / all;
            double entropy = term(seen, percent / 100) + term(1 - seen, 1 - percent / 100);
            return all * entropy <= LOG_CHANCE;
        }

        private static double term(double seen, double share) {
            return seen == 0 ? 0 : seen * Math.log(seen / share);
        }
    }

    /** A request was given to {@code drawn} by a route with these shares, in percent. */
    synchronized void count(Map<String, Double> split, String drawn) {
        split.forEach(
                (destination, percent) ->
                        counts.merge(
                                new Key(destination, percent),
                                Count.NONE.plus(destination.equals(drawn)),
                                (before, one) -> before.plus(one.own() == 1)));
    }

    /** What was counted so far while {@code destination} had {@code percent} of the requests. */
    public synchronized Count of(String destination, double percent) {
        return counts.getOrDefault(new Key(destination, percent), Count.NONE);
    }
}
