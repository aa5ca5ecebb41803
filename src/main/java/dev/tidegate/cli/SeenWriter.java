package dev.tidegate.cli;

import dev.tidegate.core.text.Invisible;

import java.io.FilterWriter;
import java.io.IOException;
import java.io.PrintWriter;

/**
 * Writes to a terminal, and lets nothing steer it: what is printed came from others, some of it
 * before Tidegate looked at it so closely. In JSON an escape means the same character.
 */
final class SeenWriter extends FilterWriter {

    private SeenWriter(PrintWriter out) {
        super(out);
    }

    /** The same, flushed at each line's end. */
    static PrintWriter of(PrintWriter out) {
        return new PrintWriter(new SeenWriter(out), true);
    }

    @Override
    public void write(String text, int from, int length) throws IOException {
        out.write(Invisible.escapedLines(text.substring(from, from + length)));
    }

    @Override
    public void write(char[] text, int from, int length) throws IOException {
        out.write(Invisible.escapedLines(new String(text, from, length)));
    }

    @Override
    public void write(int unit) throws IOException {
        out.write(Invisible.escapedLines(String.valueOf((char) unit)));
    }
}
