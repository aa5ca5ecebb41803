package dev.tidegate;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/**
 * The names of the settings. One that is misspelt would be without effect, and nobody would know.
 */
final class SettingNames {

    private static final String PREFIX = "tidegate.";
    private static final String ENVIRONMENT_PREFIX = "TIDEGATE_";

    private final TreeSet<String> known;
    private final String family;

    /**
     * The names.
     *
     * @param known all of them
     * @param family how names begin whose rest is the user's own
     */
    SettingNames(Collection<String> known, String family) {
        this.known = new TreeSet<>(known);
        this.family = family;
    }

    /**
     * What is wrong with a name; empty when it is a setting's, or none of Tidegate's. Of the
     * environment only what is nearly a setting is wrong: there are other variables beside, such as
     * those of the command line, and those that Kubernetes makes of a Service named tidegate.
     */
    Optional<String> problem(String name) {
        if (name.startsWith(PREFIX)) {
            return known.contains(name) || name.startsWith(family)
                    ? Optional.empty()
                    : Optional.of(
                            nearest(name, UnaryOperator.identity())
                                    .map(near -> didYouMean(name, near))
                                    .orElse(
                                            name
                                                    + " is no setting; application.properties of"
                                                    + " Tidegate names them all"));
        }
        return name.startsWith(ENVIRONMENT_PREFIX) && !name.startsWith(variable(family))
                ? nearest(name, SettingNames::variable)
                        .filter(near -> !near.equals(name))
                        .map(near -> didYouMean(name, near))
                : Optional.empty();
    }

    /** The environment variable that sets it. */
    static String variable(String name) {
        return name.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
    }

    private static String didYouMean(String name, String near) {
        return "%s is no setting; did you mean %s?".formatted(name, near);
    }

    /** The nearest that is near: of four signs one may differ, of many three. */
    private Optional<String> nearest(String name, UnaryOperator<String> spelling) {
        int most = Math.clamp((name.length() - PREFIX.length()) / 4, 1, 3);
        return known.stream()
                .map(spelling)
                .filter(one -> distance(name, one) <= most)
                .min(Comparator.comparingInt(one -> distance(name, one)));
    }

    /** How many signs have to be added, removed or replaced to make one of the other. */
    private static int distance(String one, String other) {
        int[] row = new int[other.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int replaced = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[other.length()];
    }
}
