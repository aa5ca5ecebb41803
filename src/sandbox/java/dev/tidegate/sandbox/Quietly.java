package dev.tidegate.sandbox;

/** Stops things at the end, when one that fails must not keep the others from stopping. */
public final class Quietly {

    private Quietly() {}

    /** Stops it, and says what goes wrong with that. */
    public static void close(AutoCloseable part) {
        try {
            part.close();
        } catch (Exception e) {
            if (e instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            System.err.println("while stopping: " + e);
        }
    }
}
