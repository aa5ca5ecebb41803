package dev.tidegate.sandbox;

/** Something a person has to put right; its message says what and how. */
final class Trouble extends RuntimeException {
    private static final long serialVersionUID = 1;

    Trouble(String message) {
        super(message);
    }
}
