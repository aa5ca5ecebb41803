package dev.tidegate.core.distribution;

/**
 * How the versions that senders write become {@link Version}s.
 *
 * @param dotsAsDashes whether 1.4.2 is read as 1-4-2: a version with dots is no DNS label
 */
public record VersionSpelling(boolean dotsAsDashes) {

    /** The setting that says it. */
    public static final String SETTING = "tidegate.versions.dots-as-dashes";

    /** Every version is read as it is written. */
    public static final VersionSpelling AS_WRITTEN = new VersionSpelling(false);

    /** The version that {@code text} means; it may still be no DNS label. */
    public String of(String text) {
        return dotsAsDashes ? text.replace('.', '-') : text;
    }

    /**
     * The version that {@code text} means.
     *
     * @param field the field's name, for the error
     * @throws IllegalArgumentException naming the field, the value and the rule
     */
    public String require(String field, String text) {
        try {
            return DnsLabel.require(field, of(text));
        } catch (IllegalArgumentException e) {
            if (dotsAsDashes || !DnsLabel.is(text.replace('.', '-'))) {
                throw e;
            }
            throw new IllegalArgumentException(
                    e.getMessage() + "; " + SETTING + "=true reads its dots as dashes", e);
        }
    }
}
