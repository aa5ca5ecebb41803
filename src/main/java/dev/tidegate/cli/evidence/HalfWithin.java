package dev.tidegate.cli.evidence;

import java.util.Locale;

/**
 * Half of the trials are so fast.
 *
 * @param seconds at most
 */
public record HalfWithin(double seconds) implements Aim {

    private static final double MOST = 0.9;

    @Override
    public String wanted() {
        return String.format(Locale.ROOT, "half within %.0f s", seconds);
    }

    @Override
    public String measured(Trials trials) {
        return "half within %s, nine of ten within %s"
                .formatted(time(trials.quantile(0.5)), time(trials.quantile(MOST)));
    }

    @Override
    public boolean met(Trials trials) {
        return trials.quantile(0.5) <= seconds;
    }

    private static String time(double seconds) {
        return Double.isInfinite(seconds) ? "never" : String.format(Locale.ROOT, "%.0f s", seconds);
    }
}
