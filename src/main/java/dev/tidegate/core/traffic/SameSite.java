package dev.tidegate.core.traffic;

/** Which requests of other sites carry the cookie. */
public enum SameSite {
    /** None. */
    STRICT("Strict"),
    /** Those that open a page. */
    LAX("Lax"),
    /** All; clients take it beside {@code secure} only. */
    NONE("None");

    private final String word;

    SameSite(String word) {
        this.word = word;
    }

    /** The attribute's value. */
    String word() {
        return word;
    }
}
