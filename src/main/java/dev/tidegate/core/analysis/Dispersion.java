package dev.tidegate.core.analysis;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * How many bad requests come from one cause: D, learnt from stable alone, from before the release
 * on, so that it is known before the tick that it divides. It is 1 where requests fail one by one.
 *
 * <p>D is the larger of two estimates over windows of some seconds, all observers together, of
 * which those of the last hour count most:
 *
 * <ul>
 *   <li>the variance over the mean of a window's count, for bursts that are frequent;
 *   <li>the largest outlier, for bursts that are rare. Variance over mean alone sees them diluted
 *       by single failures, and is too low: at five bursts of 10 to 30 an hour and 0.5 % of single
 *       failures it blamed 15 % of good canaries in an hour, at a promise of 1 %.
 * </ul>
 *
 * Both compare a window with its neighbours, so that an incident of 6 s or more is none: it would
 * make the service look bursty for an hour. Until five minutes are known D is at least 5, falling
 * to 1: enough that no early burst blames the canary, and little enough that an outright failure is
 * still found in seconds.
 *
 * @param seconds that are known, fewer the longer ago
 * @param bad requests of that time
 * @param requests of that time
 * @param squares of the steps from window to window
 * @param largest burst, less the longer ago
 * @param last the latest windows, at most five, the oldest first
 * @param opened when the window that is not over began; the epoch before the first
 * @param open what is known of it
 * @param until when the latest interval ended; the epoch before the first
 * @param seen how long its intervals were together, those of several observers at once only once
 */
public record Dispersion(
        double seconds,
        double bad,
        double requests,
        double squares,
        double largest,
        List<Tally> last,
        Instant opened,
        Tally open,
        Instant until,
        Duration seen) {

    public static final Dispersion UNKNOWN =
            new Dispersion(
                    0,
                    0,
                    0,
                    0,
                    0,
                    List.of(),
                    Instant.EPOCH,
                    Tally.NONE,
                    Instant.EPOCH,
                    Duration.ZERO);

    private static final Duration WINDOW = Duration.ofSeconds(2);

    /** In so many seconds all but a third of what was is forgotten. */
    private static final double MEMORY_SECONDS = 3_600;

    private static final double MILLIS = 1_000;

    private static final int NEIGHBOURS = 5;
    private static final double AT_FIRST = 5;
    private static final double KNOWN_AFTER_SECONDS = 300;

    public Dispersion {
        last = List.copyOf(last);
    }

    /** D, 1 or more. */
    public double value() {
        double unknown = AT_FIRST - (AT_FIRST - 1) * seconds / KNOWN_AFTER_SECONDS;
        double frequent = bad == 0 ? 1 : squares / bad;
        return Math.max(Math.max(1, unknown), Math.max(frequent, largest));
    }

    /** The share of stable's requests that were bad lately, 0 to 1. */
    public double rate() {
        return requests == 0 ? 0 : bad / requests;
    }

    /**
     * After an interval of one observer. A window is as long as its intervals, or longer, so that
     * it holds all that the observers saw of a burst.
     *
     * @param from when it began
     * @param to when it ended; what comes late belongs to the window that is open
     * @param stable its requests
     */
    public Dispersion after(Instant from, Instant to, Tally stable) {
        Duration length = Duration.between(from, to);
        Duration window = length.compareTo(WINDOW) > 0 ? length : WINDOW;
        Duration more = Duration.between(from.isAfter(until) ? from : until, to);
        Duration unseen = more.isNegative() ? Duration.ZERO : more;
        if (to.isBefore(opened.plus(window))) {
            return opened(opened, open.plus(stable), to, seen.plus(unseen));
        }
        return (open.requests() == 0 ? this : closed(Duration.between(opened, to)))
                .opened(to, stable, to, unseen);
    }

    private Dispersion opened(Instant from, Tally now, Instant to, Duration time) {
        Instant latest = to.isAfter(until) ? to : until;
        return new Dispersion(
                seconds, bad, requests, squares, largest, last, from, now, latest, time);
    }

    /** Over; a gap in the readings, in which nothing was seen, is no part of it. */
    private Dispersion closed(Duration passed) {
        List<Tally> five = Windows.append(last, open, NEIGHBOURS);
        if (five.size() < NEIGHBOURS) {
            return new Dispersion(
                    seconds, bad, requests, squares, largest, five, opened, open, until, seen);
        }
        double length = Math.min(passed.toMillis(), seen.toMillis()) / MILLIS;
        Tally middle = five.get(NEIGHBOURS / 2);
        double burst = Windows.burst(five, rate());
        double kept = Math.exp(-length / MEMORY_SECONDS);
        return new Dispersion(
                seconds * kept + length,
                bad * kept + middle.bad(),
                requests * kept + middle.requests(),
                squares * kept + Windows.squaredStep(five),
                Math.max(largest * kept, burst),
                five,
                opened,
                open,
                until,
                seen);
    }
}
