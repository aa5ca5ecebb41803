package dev.tidegate.adapter.webhook;

/** A payload breaks a rule. Carried out of nested reading and turned into a value by the caller. */
final class Invalid extends RuntimeException {

    private final String field;

    /**
     * Says what is wrong.
     *
     * @param field its place in the payload, or the header
     * @param rule the value found and what would be right
     */
    Invalid(String field, String rule) {
        super(field + ": " + rule);
        this.field = field;
    }

    String field() {
        return field;
    }

    String reason() {
        return String.valueOf(getMessage());
    }
}
