package dev.tidegate.core.traffic;

/**
 * A condition on a text, such as the value of a header.
 *
 * @param value what is compared; not empty
 */
public record TextMatch(Kind kind, String value) {

    /** How the text is compared. */
    public enum Kind {
        /** It is the value. */
        EXACT,
        /** It begins with the value. */
        PREFIX,
        /** The whole of it matches the value, a regular expression of RE2. */
        REGEX
    }

    public TextMatch {
        if (value.isEmpty()) {
            throw new IllegalArgumentException("match: an empty text matches nothing of use");
        }
    }

    public static TextMatch exact(String value) {
        return new TextMatch(Kind.EXACT, value);
    }

    /** The condition for a sentence: {@code begins with "beta"}. */
    @Override
    public String toString() {
        String verb =
                switch (kind) {
                    case EXACT -> "is";
                    case PREFIX -> "begins with";
                    case REGEX -> "matches";
                };
        return "%s \"%s\"".formatted(verb, value);
    }
}
