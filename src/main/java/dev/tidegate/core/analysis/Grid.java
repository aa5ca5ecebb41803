package dev.tidegate.core.analysis;

import java.util.List;

/**
 * The alternatives of a test: how many times as often as is tolerated a bad canary might fail. Each
 * gets the same stake, so that an unknown fault is found nearly as fast as a known one.
 *
 * @param multiples each above 1, at least one
 */
public record Grid(List<Double> multiples) {

    /** From half as much again to a hundred times. */
    public static final Grid STANDARD =
            new Grid(List.of(1.5, 2.0, 3.0, 5.0, 10.0, 20.0, 50.0, 100.0));

    private static final double MOST = 1e6;

    public Grid {
        multiples = List.copyOf(multiples);
        if (multiples.isEmpty()) {
            throw new IllegalArgumentException(
                    "alternatives: there is none to test against; give at least one, such as 2");
        }
        for (double multiple : multiples) {
            if (!(multiple > 1 && multiple <= MOST)) {
                throw new IllegalArgumentException(
                        "alternatives: %s is out of range; use more than 1 and at most 1000000"
                                .formatted(multiple));
            }
        }
    }

    public int size() {
        return multiples.size();
    }
}
