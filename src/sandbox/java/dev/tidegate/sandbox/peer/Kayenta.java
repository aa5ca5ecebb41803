package dev.tidegate.sandbox.peer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Kayenta's judge: a point a minute of each version, the percentage of failed requests; the canary
 * has failed when the Mann-Whitney interval of its points above the baseline's, of a confidence of
 * 98 %, lies above a quarter of the estimate. A minute without failures is 0, an increase is what
 * hurts, and a single metric that fails fails the canary.
 *
 * <p>From <a href="https://spinnaker.io/docs/guides/user/canary/judge/">How canary judgment
 * works</a>, whose values are fixed in the judge's source, and <a
 * href="https://spinnaker.io/docs/guides/user/canary/best-practices/">Best practices</a>: a
 * baseline of the canary's size that is deployed with it, at least 50 points.
 */
final class Kayenta implements Peer {

    private static final int POINT = 60;
    private static final double TOLERANCE = 0.25;
    private static final double PERCENT = 100;

    private final int interval;
    private final int lifetime;
    private final List<Double> canary = new ArrayList<>();
    private final List<Double> baseline = new ArrayList<>();

    /**
     * One release, between a canary and a baseline of the same size.
     *
     * @param interval seconds between two judgments, of all points so far
     * @param lifetime seconds until it is promoted
     */
    Kayenta(int interval, int lifetime) {
        this.interval = interval;
        this.lifetime = lifetime;
    }

    @Override
    public Move at(int second, Scrapes scrapes) {
        if (second > 0 && second % POINT == 0) {
            canary.add(percent(scrapes.canary(), scrapes.now()));
            baseline.add(percent(scrapes.stable(), scrapes.now()));
        }
        if (second > 0 && second % interval == 0 && high(array(canary), array(baseline))) {
            return new Move.RollBack();
        }
        return second >= lifetime ? new Move.Promote() : new Move.Split(0.5);
    }

    private static double percent(Scraped version, int now) {
        double failure = version.failure(now - POINT, now).orElse(0);
        return Double.isNaN(failure) ? 0 : PERCENT * failure;
    }

    private static double[] array(List<Double> points) {
        return points.stream().mapToDouble(Double::doubleValue).toArray();
    }

    /** Whether the judge calls the canary's points high. */
    static boolean high(double[] canary, double[] baseline) {
        if (Arrays.stream(canary).allMatch(each -> each == baseline[0])
                && Arrays.stream(baseline).allMatch(each -> each == baseline[0])) {
            return false;
        }
        MannWhitney above = MannWhitney.of(canary, baseline, MannWhitney.QUANTILE_98);
        double ratio =
                Arrays.stream(canary).average().orElseThrow()
                        / Arrays.stream(baseline).average().orElseThrow();
        return above.lower() > TOLERANCE * Math.abs(above.estimate())
                && (Double.isNaN(ratio) || ratio >= 1);
    }
}
