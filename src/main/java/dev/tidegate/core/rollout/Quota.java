package dev.tidegate.core.rollout;

/**
 * So many of the pods that a workload wants.
 *
 * @param number of pods, 0 or more; or percent, 0 to 100
 * @param percent whether it is a percentage
 */
public record Quota(int number, boolean percent) {

    private static final int WHOLE = 100;

    /** As many as the workload wants. */
    public static final Quota ALL = new Quota(WHOLE, true);

    public Quota {
        if (number < 0 || (percent && number > WHOLE)) {
            throw new IllegalArgumentException(
                    "pods.minAvailable: %d%s is out of range; use 0 or more, or 0%% to 100%%"
                            .formatted(number, percent ? "%" : ""));
        }
    }

    /** How many pods that is, at least one; a part of a pod counts as a whole one. */
    long of(long wanted) {
        return Math.max(1, percent ? Math.ceilDiv(wanted * number, WHOLE) : number);
    }

    @Override
    public String toString() {
        return number + (percent ? "%" : "");
    }
}
