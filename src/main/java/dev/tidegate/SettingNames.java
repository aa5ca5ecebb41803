package dev.tidegate;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * The names of the settings. One that is misspelt would be without effect, and nobody would know.
 */
final class SettingNames {

    private static final String PREFIX = "tidegate.";
    private static final String ENVIRONMENT_PREFIX = "TIDEGATE_";

    /** {@code %prod.} and {@code [0]}, and the latter as a variable spells it. */
    private static final Pattern NOTES = Pattern.compile("^%[^.]+\\.|\\[\\d+]$|_\\d+_$");

    /** What Kubernetes makes of a Service, whatever its name is. */
    private static final Pattern OF_A_SERVICE =
            Pattern.compile(
                    "^[A-Z0-9_]+(_SERVICE_HOST|_SERVICE_PORT(_[A-Z0-9_]+)?"
                            + "|_PORT(_\\d+_(TCP|UDP|SCTP)(_(PROTO|PORT|ADDR))?)?)$");

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
     * What is wrong with a name; empty when it is a setting's, or none of Tidegate's. A profile in
     * front of it, and the number of a list's member behind it, are no part of it. Of the
     * environment only what is nearly a setting is wrong: there are other variables beside, such as
     * those of the command line, and those that Kubernetes makes of a Service named tidegate.
     */
    Optional<String> problem(String written) {
        String name = NOTES.matcher(written).replaceAll("");
        if (OF_A_SERVICE.matcher(name).find()) {
            return Optional.empty();
        }
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
