package dev.tidegate.adapter.freezes;

import dev.tidegate.core.text.Invisible;

import java.util.stream.Collectors;

/** Why something is frozen, in whatever way somebody wrote it. */
final class FreezeReason {

    /** The longest text, in characters. */
    private static final int MOST = 300;

    private FreezeReason() {}

    /** The same on one line, with nothing in it that is not seen, and cut where it is long. */
    static String shown(String reason) {
        String line = reason.lines().map(String::strip).collect(Collectors.joining(" ")).strip();
        String seen = Invisible.escaped(line);
        if (seen.length() <= MOST) {
            return seen;
        }
        boolean pair = Character.isHighSurrogate(seen.charAt(MOST - 1));
        return seen.substring(0, pair ? MOST - 1 : MOST) + "…";
    }
}
