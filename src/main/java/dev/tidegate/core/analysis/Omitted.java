package dev.tidegate.core.analysis;

/**
 * Readings that were left out because they cannot be right.
 *
 * @param count how many, since the state began
 * @param last why the latest was; empty when none was
 */
public record Omitted(long count, String last) {

    public static final Omitted NONE = new Omitted(0, "");

    Omitted another(String why) {
        return new Omitted(count + 1, why);
    }
}
