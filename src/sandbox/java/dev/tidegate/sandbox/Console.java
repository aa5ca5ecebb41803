package dev.tidegate.sandbox;

import java.io.PrintStream;
import java.util.Optional;

/**
 * What the person in front of it reads: lines, and on a terminal one last line that changes.
 * Colours are for terminals only, and not where {@code NO_COLOR} is set.
 */
public final class Console {
    private static final String CLEAR = "\r\033[K";
    private static final long QUIET_NANOS = 2_000_000_000L;

    private final PrintStream out;
    private final boolean terminal;
    private final boolean coloured;
    private long lastStatus = System.nanoTime();
    private boolean statusShown;
    private boolean silent;

    Console(PrintStream out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
        this.coloured = terminal && System.getenv("NO_COLOR") == null;
    }

    /** The console of this process. */
    public static Console ofProcess() {
        return new Console(
                System.out,
                Optional.ofNullable(System.console())
                        .filter(java.io.Console::isTerminal)
                        .isPresent());
    }

    /** Prints a last line: what happens while everything stops is of no interest. */
    synchronized void leave(String text) {
        line(text);
        silent = true;
    }

    /** Prints a line. */
    public synchronized void line(String text) {
        if (silent) {
            return;
        }
        clear();
        out.println(text);
        out.flush();
    }

    /** Prints the title of what follows. */
    public void title(String text) {
        line("\n" + coloured("1", text));
    }

    /** Prints what is as it must be. */
    public void good(String text) {
        line(coloured("32", text));
    }

    /** Prints what is not. */
    public void bad(String text) {
        line(coloured("31", text));
    }

    /** What is going on now: replaced in place on a terminal, else a line every two seconds. */
    public synchronized void status(String text) {
        if (silent) {
            return;
        }
        if (terminal) {
            out.print(CLEAR + text);
            out.flush();
            statusShown = true;
        } else if (System.nanoTime() - lastStatus > QUIET_NANOS) {
            lastStatus = System.nanoTime();
            out.println(text);
            out.flush();
        }
    }

    private void clear() {
        lastStatus = System.nanoTime();
        if (statusShown) {
            out.print(CLEAR);
            statusShown = false;
        }
    }

    private String coloured(String code, String text) {
        return coloured ? "\033[" + code + "m" + text + "\033[0m" : text;
    }
}
