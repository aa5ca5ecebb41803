package dev.tidegate.core.text;

import org.jspecify.annotations.Nullable;

import java.util.regex.Pattern;

/** What a library says of its trouble, for a person who does not read its code. */
public final class PlainWords {

    private static final Pattern CLASS_NAME =
            Pattern.compile(
                    "(?:\\b[a-z][\\w$]*\\.){2,}[A-Z][\\w$]*(?::\\s*)?|\\b[A-Z]\\w*(?:Exception|Error)\\b(?::\\s*)?");

    private PlainWords() {}

    /** The text without names of classes; a sentence that says so when nothing else is in it. */
    public static String of(@Nullable String text) {
        String words = text == null ? "" : CLASS_NAME.matcher(text).replaceAll("").strip();
        return words.isEmpty() ? "no reason is given" : words;
    }
}
