package dev.tidegate.sandbox.peer;

import java.util.OptionalDouble;

/**
 * Flagger: each minute the success rate of the last one has to be 99 % at least. Then the canary
 * gets a step more, and is promoted after the largest weight; else the check has failed, and so
 * many failed checks, in a row or not, take it back with the next one. Checks without a value fail.
 *
 * <p>From <a href="https://docs.flagger.app/usage/how-it-works">How it works</a>, <a
 * href="https://docs.flagger.app/tutorials/istio-progressive-delivery">Istio Canary Deployments</a>
 * and <a href="https://docs.flagger.app/usage/metrics">Metrics Analysis</a>; the threshold of 1
 * when none is given from its API's source.
 */
final class Flagger implements Peer {

    private static final int INTERVAL = 60;
    private static final double LEAST = 0.99;
    private static final double PERCENT = 100;

    private final int step;
    private final int most;
    private final int threshold;
    private int weight;
    private int failed;

    /**
     * One release.
     *
     * @param step {@code stepWeight}, in percent
     * @param most {@code maxWeight}, in percent
     * @param threshold failed checks
     */
    Flagger(int step, int most, int threshold) {
        this.step = step;
        this.most = most;
        this.threshold = threshold;
    }

    @Override
    public Move at(int second, Scrapes scrapes) {
        if (second % INTERVAL != 0) {
            return split();
        }
        if (failed >= threshold) {
            return new Move.RollBack();
        }
        if (weight > 0 && !passes(scrapes)) {
            failed++;
            return split();
        }
        if (weight >= most) {
            return new Move.Promote();
        }
        weight = Math.min(most, weight + step);
        return split();
    }

    private Move split() {
        return new Move.Split(weight / PERCENT);
    }

    private static boolean passes(Scrapes scrapes) {
        int now = scrapes.now();
        OptionalDouble success = scrapes.canary().success(Series::rate, now - INTERVAL, now);
        return success.isPresent() && success.getAsDouble() >= LEAST;
    }
}
