package dev.tidegate.chart;

import dev.tidegate.core.text.Invisible;

import java.util.Locale;

/** Text of an SVG as it grows, an element a line; numbers have one decimal and a point. */
@SuppressWarnings("AnnotateFormatMethod") // the annotation would be a dependency of its own
final class Svg {

    private final StringBuilder text = new StringBuilder();

    /** A line; {@code values} as {@link String#format} takes them, texts escaped beforehand. */
    Svg line(String form, Object... values) {
        text.append(String.format(Locale.ROOT, form, values)).append('\n');
        return this;
    }

    /** A text for a person, at a place. */
    Svg words(double x, double y, String kind, String words) {
        return line(
                "<text x=\"%.1f\" y=\"%.1f\" class=\"%s\">%s</text>", x, y, kind, escaped(words));
    }

    /** What may stand between tags and in quotes. */
    static String escaped(String words) {
        return Invisible.escaped(words)
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
