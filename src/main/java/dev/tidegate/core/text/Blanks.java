package dev.tidegate.core.text;

/**
 * What stands around a value and is none of it: blanks (Unicode's category Zs, tabs), line ends,
 * and the byte order mark with which some tools begin a file.
 */
public final class Blanks {

    private static final int BYTE_ORDER_MARK = 0xfeff;

    private Blanks() {}

    /** The text without those at its ends; what is between its words stays. */
    public static String stripped(String text) {
        int start = 0;
        int end = text.length();
        while (start < end && blank(text.charAt(start))) {
            start++;
        }
        while (start < end && blank(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(start, end);
    }

    private static boolean blank(char unit) {
        return (unit >= '\t' && unit <= '\r')
                || unit == BYTE_ORDER_MARK
                || Character.getType(unit) == Character.SPACE_SEPARATOR;
    }
}
