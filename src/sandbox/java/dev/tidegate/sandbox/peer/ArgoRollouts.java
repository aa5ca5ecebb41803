package dev.tidegate.sandbox.peer;

import java.util.OptionalDouble;

/**
 * Argo Rollouts' analysis: measurements of the success rate at an interval, by {@code irate} over
 * five minutes, each of which fails below a limit. More than {@code failureLimit} failed ones
 * abort, as do more than four in a row that had no series. No requests are NaN, which is no
 * success.
 *
 * <p>From <a href="https://argo-rollouts.readthedocs.io/en/stable/features/analysis/">Analysis and
 * Progressive Delivery</a>. The documentation measures the whole service; here it is the canary.
 */
final class ArgoRollouts implements Peer {

    private static final int RANGE = 300;
    private static final int ERRORS = 4;
    private static final int MINUTE = 60;

    private final Steps steps;
    private final Measurements measurements;
    private final double least;
    private int failed;
    private int errors;

    /**
     * When it measures.
     *
     * @param first second of the release
     * @param interval between two, in seconds
     * @param count how many at most
     * @param failureLimit how many may fail
     */
    private record Measurements(int first, int interval, int count, int failureLimit) {

        boolean due(int second) {
            int since = second - first;
            return since >= 0 && since % interval == 0 && since / interval < count;
        }
    }

    private ArgoRollouts(Steps steps, Measurements measurements, double least) {
        this.steps = steps;
        this.measurements = measurements;
        this.least = least;
    }

    /**
     * The documentation's analysis in the background: each five minutes from the start on, three
     * may fail; 20, 40, 60 and 80 %, ten minutes each.
     *
     * @param least success rate, 0 to 1
     */
    static ArgoRollouts background(double least) {
        return new ArgoRollouts(
                Steps.of(10 * MINUTE, 20, 40, 60, 80),
                new Measurements(0, RANGE, Integer.MAX_VALUE, 3),
                least);
    }

    /** The documentation's analysis as a step: five minutes at 20 %, then five measurements. */
    static ArgoRollouts step(double least) {
        return new ArgoRollouts(
                Steps.of(9 * MINUTE + 1, 20), new Measurements(RANGE, MINUTE, 5, 0), least);
    }

    @Override
    public Move at(int second, Scrapes scrapes) {
        if (measurements.due(second)) {
            int now = scrapes.now();
            OptionalDouble success = scrapes.canary().success(Series::irate, now - RANGE, now);
            if (success.isEmpty()) {
                errors++;
            } else {
                errors = 0;
                failed += success.getAsDouble() >= least ? 0 : 1;
            }
            if (failed > measurements.failureLimit || errors > ERRORS) {
                return new Move.RollBack();
            }
        }
        return steps.at(second);
    }
}
