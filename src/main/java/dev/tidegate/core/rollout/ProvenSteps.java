package dev.tidegate.core.rollout;

import dev.tidegate.core.distribution.Weight;
import dev.tidegate.core.traffic.StepTraffic;

import java.util.List;
import java.util.OptionalInt;

/** Which step a release may go to by what is proven. */
public final class ProvenSteps {

    /** A share that was computed may be off by so much. */
    private static final double ROUNDING = 1e-9;

    private ProvenSteps() {}

    /**
     * Index of the highest step after that of index {@code at} whose weight is proven; empty when
     * not even the next one's is. Steps are skipped that last until the next is proven, and add
     * nothing else: a step of a fixed time, a pause, and a step with another match, stickiness or
     * mirror are gone through one by one.
     *
     * @param proven the canary's share of the requests that is proven, 0 to 1
     */
    public static OptionalInt after(List<Step> steps, int at, double proven) {
        OptionalInt highest = OptionalInt.empty();
        for (int next = at + 1; next < steps.size(); next++) {
            if (share(steps.get(next)) > proven + ROUNDING) {
                break;
            }
            highest = OptionalInt.of(next);
            boolean skipped =
                    next + 1 < steps.size()
                            && steps.get(next).until().isPresent()
                            && !steps.get(next).pause()
                            && sameBeside(steps.get(at), steps.get(next))
                            && sameBeside(steps.get(next), steps.get(next + 1));
            if (!skipped) {
                break;
            }
        }
        return highest;
    }

    /** Its weight, as the share that has to be proven. */
    static double share(Step step) {
        return (double) step.weight().basisPoints() / Weight.WHOLE;
    }

    private static boolean sameBeside(Step one, Step other) {
        StepTraffic a = one.traffic();
        StepTraffic b = other.traffic();
        return a.match().equals(b.match())
                && a.sticky().equals(b.sticky())
                && a.mirror().equals(b.mirror());
    }
}
