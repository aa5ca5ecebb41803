package dev.tidegate.cli.evidence;

import java.util.Locale;

/**
 * It happens rarely.
 *
 * @param what the word for it
 * @param chance that it may have, 0 to 1
 */
public record AtMost(String what, double chance) implements Aim {

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
