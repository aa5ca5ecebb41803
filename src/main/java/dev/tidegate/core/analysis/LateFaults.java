package dev.tidegate.core.analysis;

import java.time.Duration;

/**
 * How fast what is held back for late faults comes into play: in a tick of dt at the release's age
 * t the part {@code part} · dt / (t + early), at most 1. The reserve falls as a power of the age,
 * so that something is left for each day.
 *
 * <p>Simulated at 100 requests a second, weight 10 %, failures .1 → 1 %; seconds until half of the
 * faults were found, by the age at which they began:
 *
 * <pre>
 *                        0    5 min  20 min  1 h   4 h   1 day
 * 1/200 a second         56     -       -    220   590   2,440
 * dt / (t + 1,000 s)     59     88      91   110   135     169
 * .5 dt / (t + 3,000 s)  59    100     101   110   125     149
 * .5 dt / (t + 10,000 s) 59    106     109   115   124     145
 * </pre>
 *
 * The third is used: after a day 2.5 times as long as at first. One clock for the release, whatever
 * the number of its observers.
 *
 * @param part above 0, at most 1
 * @param early the age until which a fault counts as early, above 0
 */
public record LateFaults(double part, Duration early) {

    public static final LateFaults STANDARD = new LateFaults(0.5, Duration.ofMinutes(50));

    public LateFaults {
        if (!(part > 0 && part <= 1)) {
            throw new IllegalArgumentException(
                    "late: a part of %s is out of range; use more than 0 and at most 1"
                            .formatted(part));
        }
        if (early.isNegative() || early.isZero()) {
            throw new IllegalArgumentException(
                    "early: %s s is not above 0; use 3000".formatted(early.toSeconds()));
        }
    }

    /**
     * The part that comes into play, 0 to 1.
     *
     * @param age at the beginning of the tick; before the release there is none
     * @param passed since the tick before
     */
    public double moved(Duration age, Duration passed) {
        double before = Math.max(0, seconds(age));
        return Math.clamp(part * seconds(passed) / (before + seconds(early)), 0, 1);
    }

    private static double seconds(Duration time) {
        return time.toSeconds() + time.toNanosPart() / 1e9;
    }
}
