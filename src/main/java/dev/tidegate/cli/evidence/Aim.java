package dev.tidegate.cli.evidence;

import java.util.Locale;

/** What has to hold of the trials of a row. */
public sealed interface Aim {

    /** The same for a person. */
    String wanted();

    /** What the trials say of it. */
    String measured(Trials trials);

    /** Whether it holds. */
    boolean met(Trials trials);

    /**
     * It happens rarely.
     *
     * @param what the word for it
     * @param chance that it may have, 0 to 1
     */
    record AtMost(String what, double chance) implements Aim {

        /** So unlikely a number of trials is no chance. */
        private static final double NO_CHANCE = 0.01;

        @Override
        public String wanted() {
            return String.format(Locale.ROOT, "%s: at most %s %%", what, percent(chance));
        }

        @Override
        public String measured(Trials trials) {
            return String.format(
                    Locale.ROOT,
                    "%s %% (%d of %d)",
                    percent(trials.share()),
                    trials.happened(),
                    trials.sorted().size());
        }

        /** So many trials may happen at that chance. */
        @Override
        public boolean met(Trials trials) {
            return trials.chanceOfSoMany(chance) > NO_CHANCE;
        }

        private static String percent(double share) {
            return Double.toString(Math.round(share * 1_000) / 10.0).replaceAll("\\.0$", "");
        }
    }

    /**
     * Half of the trials are so fast.
     *
     * @param seconds at most
     */
    record HalfWithin(double seconds) implements Aim {

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
            return Double.isInfinite(seconds)
                    ? "never"
                    : String.format(Locale.ROOT, "%.0f s", seconds);
        }
    }
}
