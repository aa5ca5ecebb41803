package dev.tidegate.message;

import dev.tidegate.core.text.Reason;

/**
 * Something that came from outside breaks a rule. It is carried out of nested reading, and whoever
 * reads turns it into {@link Decoded.Poison}. What came is repeated to people, so what is not seen
 * of it is escaped.
 */
public final class Invalid extends RuntimeException {

    private final String field;

    /**
     * Says what is wrong.
     *
     * @param field its place in what came, or the header
     * @param rule the value found and what would be right
     */
    public Invalid(String field, String rule) {
        super(Reason.of(field + ": " + rule));
        this.field = Reason.of(field);
    }

    public String field() {
        return field;
    }

    public String reason() {
        return String.valueOf(getMessage());
    }
}
