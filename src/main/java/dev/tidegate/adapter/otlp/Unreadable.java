package dev.tidegate.adapter.otlp;

import dev.tidegate.core.text.Invisible;

/** What was sent cannot be counted: says which field has which value, and what would be right. */
final class Unreadable extends Exception {

    private static final int LONGEST = 80;

    /** What is wrong, for a person. */
    Unreadable(String why) {
        // it is thrown for each record of a proxy that is set up wrongly
        super(why, null, false, false);
    }

    /** A field whose value breaks a rule. */
    static Unreadable of(String field, String value, String rule) {
        String shown = value.length() > LONGEST ? value.substring(0, LONGEST) + "…" : value;
        return new Unreadable("%s: \"%s\" %s".formatted(field, Invisible.escaped(shown), rule));
    }

    /** For a person. */
    String why() {
        return String.valueOf(getMessage());
    }
}
