package dev.tidegate.core.text;

import java.util.OptionalInt;

/**
 * What of a text is not seen, and may change how the rest of it is: control characters (Unicode's
 * category Cc), format characters (Cf), bidirectional marks among them, line and paragraph
 * separators (Zl, Zp), and halves of a surrogate pair (Cs).
 *
 * @see <a href="https://www.unicode.org/reports/tr36/#Bidirectional_Text_Spoofing">Unicode Security
 *     Considerations: bidirectional text spoofing</a>
 */
public final class Invisible {

    /** Joins two letters, or an emoji's parts; and its opposite. Texts for people need both. */
    private static final String JOINERS = "\u200d\u200c";

    private Invisible() {}

    /** The first code point of {@code text} that is not seen; empty when there is none. */
    public static OptionalInt first(String text) {
        return text.codePoints().filter(Invisible::hidden).findFirst();
    }

    /**
     * The text with an escape for each code point that is not seen, as Java and JSON write it:
     * {@code \u202e}. Joiners stay, because they belong to the spelling of words and emoji. A text
     * without any is returned as it is.
     */
    public static String escaped(String text) {
        return escaped(text, JOINERS);
    }

    /** The same of a name, in which joiners do not belong either. */
    public static String escapedName(String name) {
        return escaped(name, "");
    }

    /** The same for text of several lines, whose breaks and tabs are its writer's own. */
    public static String escapedLines(String text) {
        return escaped(text, JOINERS + "\t" + System.lineSeparator());
    }

    private static String escaped(String text, String kept) {
        if (first(text).isEmpty()) {
            return text;
        }
        StringBuilder seen = new StringBuilder(text.length() + 16);
        text.codePoints()
                .forEach(
                        each -> {
                            if (hidden(each) && kept.indexOf(each) < 0) {
                                escape(each, seen);
                            } else {
                                seen.appendCodePoint(each);
                            }
                        });
        return seen.toString();
    }

    private static boolean hidden(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE ->
                    true;
            default -> false;
        };
    }

    private static void escape(int codePoint, StringBuilder into) {
        for (char unit : Character.toChars(codePoint)) {
            into.append("\\u%04x".formatted((int) unit));
        }
    }
}
