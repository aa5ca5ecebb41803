package dev.tidegate.sandbox;

/** Something a person has to put right; its message says what and how. */
public final class Trouble extends RuntimeException {
    private static final long serialVersionUID = 1;

    public Trouble(String message) {
        super(message);
    }
}
