package dev.tidegate.cli.traffic;

/**
 * Pods that pause now and then, so that what they hold fails at once, late.
 *
 * @param perPodAndHour how often, 0 or more
 * @param least the smallest pause: in seconds when proportional, else in requests
 * @param most the largest one, in the same
 * @param proportional whether a pause hits what its pod would have answered meanwhile, or always as
 *     many requests
 */
public record Pauses(double perPodAndHour, double least, double most, boolean proportional) {

    public static final Pauses NONE = new Pauses(0, 0, 0, false);

    /** Pauses of so many requests. */
    public static Pauses ofRequests(double perPodAndHour, double least, double most) {
        return new Pauses(perPodAndHour, least, most, false);
    }

    /** Pauses of so many seconds. */
    public static Pauses ofSeconds(double perPodAndHour, double least, double most) {
        return new Pauses(perPodAndHour, least, most, true);
    }

    /** How many requests the next one hits. */
    long hits(Draws draws, double requestsPerSecondAndPod) {
        double size = draws.between(least, most);
        return proportional ? draws.poisson(size * requestsPerSecondAndPod) : Math.round(size);
    }
}
