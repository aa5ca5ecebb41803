package dev.tidegate.sandbox.envoy;

/** An object says something that is not translated; the message names object, field and value. */
public final class Refused extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    Refused(String message) {
        super(message);
    }
}
