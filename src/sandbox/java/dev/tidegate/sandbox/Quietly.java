package dev.tidegate.sandbox;

/** Stops things at the end, when one that fails must not keep the others from stopping. */
final class Quietly {

    private Quietly() {}

    static void close(AutoCloseable part) {
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
