package dev.tidegate.core.route.istio;

import java.util.regex.Pattern;

/**
 * Which host names Istio's webhook takes (pkg/config/validation/agent/validation.go,
 * ValidateWildcardDomain): at most 255 characters; a first label that may be a wildcard or begin
 * with one; a last label that is no number, and may be empty, so that a name may end in a dot.
 */
final class IstioHost {

    private static final int LONGEST = 255;
    private static final int LONGEST_LABEL = 63;
    private static final Pattern LABEL = Pattern.compile("[a-zA-Z0-9]([-a-zA-Z0-9]*[a-zA-Z0-9])?");

    private IstioHost() {}

    /** Whether it may stand as the host of a DestinationRule. */
    static boolean valid(String host) {
        String[] parts = host.split("\\.", 2);
        return !host.isEmpty()
                && host.length() <= LONGEST
                && first(parts[0])
                && (parts.length == 1 || rest(parts[1].split("\\.", -1)));
    }

    /** Whether it may stand as the host of a destination, which cannot be any host. */
    static boolean destination(String host) {
        return !host.equals("*") && valid(host);
    }

    private static boolean first(String label) {
        return label.length() <= LONGEST_LABEL
                && (label.equals("*") || label(label.replaceFirst("^\\*-?", "")));
    }

    private static boolean rest(String[] labels) {
        int last = labels.length - 1;
        for (int i = 0; i < last; i++) {
            if (!label(labels[i])) {
                return false;
            }
        }
        return labels[last].isEmpty() || (label(labels[last]) && !labels[last].matches("[0-9]+"));
    }

    private static boolean label(String label) {
        return label.length() <= LONGEST_LABEL && LABEL.matcher(label).matches();
    }
}
