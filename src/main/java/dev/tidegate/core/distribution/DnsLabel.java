package dev.tidegate.core.distribution;

import java.util.regex.Pattern;

/**
 * A DNS label by RFC 1123: 1 to 63 lower-case letters, digits and hyphens, starting and ending with
 * a letter or digit. Kubernetes names a Service so, and Istio's webhook asks it of a subset's name.
 */
public final class DnsLabel {

    private static final Pattern LABEL = Pattern.compile("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");

    private DnsLabel() {}

    static boolean is(String value) {
        return LABEL.matcher(value).matches();
    }

    /**
     * Returns {@code value} when it is a DNS label.
     *
     * @param field the field's name, for the error
     * @throws IllegalArgumentException naming the field, the value and the rule
     */
    public static String require(String field, String value) {
        if (!is(value)) {
            throw new IllegalArgumentException(
                    "%s: \"%s\" is no DNS label; use 1 to 63 of a-z, 0-9 and '-', starting and ending with a letter or digit"
                            .formatted(field, value));
        }
        return value;
    }
}
