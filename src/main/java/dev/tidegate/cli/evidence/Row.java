package dev.tidegate.cli.evidence;

import java.util.function.LongToDoubleFunction;

/**
 * A line of a table of what the evidence does.
 *
 * @param name what is released into which traffic
 * @param aim what has to hold
 * @param trial the time until it happens, by the seed; infinite when it does not
 */
public record Row(String name, Aim aim, LongToDoubleFunction trial) {

    /** So many trials with the seeds from {@code first} on. */
    public Trials measure(int count, long first) {
        return Trials.of(count, first, trial);
    }
}
