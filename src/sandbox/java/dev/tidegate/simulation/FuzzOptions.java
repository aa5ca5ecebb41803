package dev.tidegate.simulation;

import java.util.ArrayList;
import java.util.List;

/**
 * Which seeds to play.
 *
 * @param first the first of them
 * @param seeds how many
 */
record FuzzOptions(long first, long seeds) {

    private static final long MOST = 999_999_999;

    /**
     * Of a command line.
     *
     * @throws IllegalArgumentException saying what is wrong with it
     */
    static FuzzOptions of(String... args) {
        List<String> left = new ArrayList<>(List.of(args));
        boolean one = left.contains("--seed") && !left.contains("--seeds");
        long seeds = number(left, "--seeds", one ? 1 : 1_000, 1);
        long first = number(left, "--seed", 0, 0);
        if (!left.isEmpty()) {
            throw new IllegalArgumentException(
                    "%s: unknown option; ./tidegate fuzz --help shows those that there are"
                            .formatted(left.getFirst()));
        }
        return new FuzzOptions(first, seeds);
    }

    private static long number(List<String> left, String name, long otherwise, long least) {
        int at = left.indexOf(name);
        if (at < 0) {
            return otherwise;
        }
        left.remove(at);
        String value = at < left.size() ? left.remove(at) : "";
        long number = value.matches("\\d{1,9}") ? Long.parseLong(value) : -1;
        if (number < least) {
            throw new IllegalArgumentException(
                    "%s: \"%s\" is out of range; use %d to %d".formatted(name, value, least, MOST));
        }
        return number;
    }
}
