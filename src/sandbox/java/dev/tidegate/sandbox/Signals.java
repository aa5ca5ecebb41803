package dev.tidegate.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;

/** Signals to processes that Java cannot send. */
final class Signals {

    private Signals() {}

    /** Sends one, by its name without SIG. */
    static void send(long pid, String name) {
        try {
            new ProcessBuilder("kill", "-" + name, Long.toString(pid)).start().waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot send SIG" + name, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
