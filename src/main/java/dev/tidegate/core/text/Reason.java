package dev.tidegate.core.text;

/**
 * Why something is refused. What came is repeated in it, so what is not seen of it is escaped, and
 * what is too long for a header, a log or a condition is cut out of its middle: its beginning names
 * the field, its end says what would be right.
 */
public final class Reason {

    /** The most characters of one. */
    public static final int MOST = 2_000;

    private static final int HEAD = 1_400;
    private static final int TAIL = MOST - HEAD - 1;

    private Reason() {}

    /** The reason, as it is told. */
    public static String of(String text) {
        String seen = Invisible.escaped(text);
        return seen.length() <= MOST
                ? seen
                : head(seen) + "\u2026" + tail(seen.substring(seen.length() - TAIL));
    }

    private static String head(String text) {
        boolean half = Character.isHighSurrogate(text.charAt(HEAD - 1));
        return text.substring(0, half ? HEAD - 1 : HEAD);
    }

    private static String tail(String text) {
        return Character.isLowSurrogate(text.charAt(0)) ? text.substring(1) : text;
    }
}
