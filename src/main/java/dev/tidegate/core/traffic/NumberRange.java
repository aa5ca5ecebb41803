package dev.tidegate.core.traffic;

import java.util.ArrayList;
import java.util.List;

/** Writes a range of whole numbers as a regular expression of RE2. */
final class NumberRange {

    private static final int BASE = 10;

    private NumberRange() {}

    /**
     * An expression that matches the decimal numbers of the range as a whole, without leading zeros
     * and no others: of 0 to 24 it is {@code [0-9]|1[0-9]|2[0-4]}.
     *
     * @param from 0 or more
     * @param to not below it
     */
    static String of(int from, int to) {
        List<String> parts = new ArrayList<>();
        for (int next = from; next <= to; ) {
            int size = block(next, to);
            int first = next / size;
            int last = Math.min(first / BASE * BASE + BASE, (to + 1) / size) - 1;
            parts.add(part(first, last, size));
            next = (last + 1) * size;
        }
        return String.join("|", parts);
    }

    /** The largest power of ten whose multiples from {@code from} on fill blocks of the range. */
    private static int block(int from, int to) {
        int size = 1;
        while (from >= size * BASE && from % (size * BASE) == 0 && from + size * BASE - 1 <= to) {
            size *= BASE;
        }
        return size;
    }

    private static String part(int first, int last, int size) {
        String start = first < BASE ? "" : String.valueOf(first / BASE);
        String digits =
                first == last
                        ? String.valueOf(first % BASE)
                        : "[%d-%d]".formatted(first % BASE, last % BASE);
        int zeros = String.valueOf(size).length() - 1;
        String rest = zeros == 0 ? "" : zeros == 1 ? "[0-9]" : "[0-9]{%d}".formatted(zeros);
        return start + digits + rest;
    }
}
